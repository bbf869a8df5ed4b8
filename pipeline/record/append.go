package record

import "strconv"

// Rows of the large files are written by append: encoding/json spends three times
// as long on them, most of it on the nulls, each of which goes through a method, a
// buffer and a check. TestAppend holds every byte and every field to it. Lists that
// are nil are [], as the contract wants them.

// AppendArticle appends a as one line of JSON, its newline included.
func AppendArticle(dst []byte, a *Article) []byte {
	dst = appendString(append(dst, `{"id":`...), a.ID)
	dst = appendString(append(dst, `,"outlet":`...), a.Outlet)
	dst = appendNull(append(dst, `,"title":`...), a.Title)
	dst = appendNull(append(dst, `,"date":`...), a.Date)
	dst = appendNull(append(dst, `,"author":`...), a.Author)
	dst = appendNull(append(dst, `,"url":`...), a.URL)
	dst = appendNull(append(dst, `,"lang":`...), a.Lang)
	dst = appendInt(append(dst, `,"words":`...), a.Words)
	dst = appendInt(append(dst, `,"quotes":`...), a.Quotes)
	dst = appendString(append(dst, `,"sha256":`...), a.SHA256)
	dst = appendNull(append(dst, `,"copy_of":`...), a.CopyOf)
	dst = appendList(append(dst, `,"repairs":`...), a.Repairs, appendStringAt)
	dst = appendPointer(append(dst, `,"text":`...), a.Text, appendStringAt)
	dst = appendNull(append(dst, `,"credit":`...), a.Credit)
	dst = appendNull(append(dst, `,"version_of":`...), a.VersionOf)
	return append(dst, "}\n"...)
}

// AppendQuote appends q as one line of JSON, its newline included.
func AppendQuote(dst []byte, q *Quote) []byte {
	dst = appendString(append(dst, `{"id":`...), q.ID)
	dst = appendString(append(dst, `,"article":`...), q.Article)
	dst = appendString(append(dst, `,"outlet":`...), q.Outlet)
	dst = appendNull(append(dst, `,"date":`...), q.Date)
	dst = appendInt(append(dst, `,"start":`...), q.Start)
	dst = appendInt(append(dst, `,"end":`...), q.End)
	dst = appendString(append(dst, `,"text":`...), q.Text)
	dst = appendList(append(dst, `,"segments":`...), q.Segments, appendSpan)
	dst = appendString(append(dst, `,"class":`...), q.Class)
	dst = appendNull(append(dst, `,"kind":`...), q.Kind)
	dst = appendNull(append(dst, `,"within":`...), q.Within)
	dst = appendPointer(append(dst, `,"speaker":`...), q.Speaker, appendSpeaker)
	dst = appendPointer(append(dst, `,"mention":`...), q.Mention, appendRange)
	dst = appendPointer(append(dst, `,"cue":`...), q.Cue, appendRange)
	dst = appendList(append(dst, `,"via":`...), q.Via, appendStringAt)
	dst = appendPointer(append(dst, `,"clause":`...), q.Clause, appendSpan)
	dst = appendNull(append(dst, `,"rule":`...), q.Rule)
	dst = appendList(append(dst, `,"alternatives":`...), q.Alternatives, appendAlternative)
	dst = appendNull(append(dst, `,"cluster":`...), q.Cluster)
	return append(dst, "}\n"...)
}

// AppendCluster appends c as one line of JSON, its newline included.
func AppendCluster(dst []byte, c *Cluster) []byte {
	dst = appendString(append(dst, `{"id":`...), c.ID)
	dst = appendPointer(append(dst, `,"speaker":`...), c.Speaker, appendClusterSpeaker)
	dst = appendString(append(dst, `,"verdict":`...), c.Verdict)
	dst = appendString(append(dst, `,"base":`...), c.Base)
	dst = appendList(append(dst, `,"members":`...), c.Members, appendMember)
	dst = appendInt(append(dst, `,"outlets":`...), c.Outlets)
	dst = appendInt(append(dst, `,"independent_sources":`...), c.IndependentSources)
	dst = appendList(append(dst, `,"differences":`...), c.Differences, appendDifference)
	dst = appendOccasion(append(dst, `,"occasion":`...), &c.Occasion)
	dst = appendList(append(dst, `,"repeats":`...), c.Repeats, appendStringAt)
	dst = appendList(append(dst, `,"folds":`...), c.Folds, appendStringAt)
	dst = appendList(append(dst, `,"wordings":`...), c.Wordings, appendWording)
	dst = appendPointer(append(dst, `,"passage":`...), c.Passage, appendPassage)
	return append(dst, "}\n"...)
}

func appendSpan(dst []byte, s *Span) []byte {
	dst = appendInt(append(dst, `{"start":`...), s.Start)
	return append(appendInt(append(dst, `,"end":`...), s.End), '}')
}

func appendRange(dst []byte, r *Range) []byte {
	dst = appendInt(append(dst, `{"start":`...), r.Start)
	dst = appendInt(append(dst, `,"end":`...), r.End)
	return append(appendString(append(dst, `,"text":`...), r.Text), '}')
}

func appendSpeaker(dst []byte, s *Speaker) []byte {
	dst = appendString(append(dst, `{"id":`...), s.ID)
	dst = appendString(append(dst, `,"name":`...), s.Name)
	dst = appendString(append(dst, `,"type":`...), s.Type)
	return append(appendFloat(append(dst, `,"confidence":`...), s.Confidence), '}')
}

func appendAlternative(dst []byte, a *Alternative) []byte {
	dst = appendSpeaker(append(dst, `{"speaker":`...), &a.Speaker)
	dst = appendPointer(append(dst, `,"mention":`...), a.Mention, appendRange)
	dst = appendString(append(dst, `,"rule":`...), a.Rule)
	return append(appendFloat(append(dst, `,"confidence":`...), a.Confidence), '}')
}

func appendClusterSpeaker(dst []byte, s *ClusterSpeaker) []byte {
	dst = appendString(append(dst, `{"id":`...), s.ID)
	return append(appendString(append(dst, `,"name":`...), s.Name), '}')
}

func appendMember(dst []byte, m *Member) []byte {
	dst = appendString(append(dst, `{"quote":`...), m.Quote)
	dst = appendString(append(dst, `,"outlet":`...), m.Outlet)
	dst = appendNull(append(dst, `,"date":`...), m.Date)
	dst = strconv.AppendBool(append(dst, `,"independent":`...), m.Independent)
	return append(appendString(append(dst, `,"source":`...), m.Source), '}')
}

func appendSide(dst []byte, s *Side) []byte {
	dst = appendString(append(dst, `{"quote":`...), s.Quote)
	dst = appendInt(append(dst, `,"start":`...), s.Start)
	dst = appendInt(append(dst, `,"end":`...), s.End)
	return append(appendString(append(dst, `,"text":`...), s.Text), '}')
}

func appendDifference(dst []byte, d *Difference) []byte {
	dst = appendString(append(dst, `{"type":`...), d.Type)
	dst = appendInt(append(dst, `,"severity":`...), d.Severity)
	dst = appendNull(append(dst, `,"note":`...), d.Note)
	dst = appendSide(append(dst, `,"base":`...), &d.Base)
	dst = appendSide(append(dst, `,"other":`...), &d.Other)
	dst = appendInt(append(dst, `,"base_sources":`...), d.BaseSources)
	dst = appendInt(append(dst, `,"other_sources":`...), d.OtherSources)
	return append(appendNull(append(dst, `,"first":`...), d.First), '}')
}

func appendOccasion(dst []byte, o *Occasion) []byte {
	dst = appendNull(append(dst, `{"from":`...), o.From)
	dst = appendNull(append(dst, `,"until":`...), o.Until)
	dst = appendList(append(dst, `,"to":`...), o.To, appendSide)
	return append(appendList(append(dst, `,"at":`...), o.At, appendSide), '}')
}

func appendWording(dst []byte, w *Wording) []byte {
	dst = appendList(append(dst, `{"members":`...), w.Members, appendStringAt)
	dst = appendInt(append(dst, `,"sources":`...), w.Sources)
	dst = appendString(append(dst, `,"first":`...), w.First)
	return append(appendPointer(append(dst, `,"from":`...), w.From, appendIntAt), '}')
}

func appendPassage(dst []byte, p *Passage) []byte {
	dst = appendString(append(dst, `{"transcript":`...), p.Transcript)
	dst = appendInt(append(dst, `,"start":`...), p.Start)
	return append(appendInt(append(dst, `,"end":`...), p.End), '}')
}
