// Package score says how right a run was: it holds the rows of quotes.jsonl
// and clusters.jsonl against what people marked in the same articles.
//
// Three kinds of gold are read:
//
//   - JSON Lines, an article a line, with its attributions and marked spans
//     (ReadGold); Quotes scores against it;
//   - fixtures, a txtar archive an article, one point of English each
//     (Fixtures); Scores writes their golden file, and Load makes gold of them;
//   - stories, a text file a story, saying which renderings are one utterance
//     and how they differ (ReadStories); Groups scores against it.
//
// The words counted here are runs of letters, digits and underscores, and the
// table of nicknames is the scorer's own: a scorer that shared the tokeniser or
// the directory of what it measures would share its mistakes and not see them.
package score
