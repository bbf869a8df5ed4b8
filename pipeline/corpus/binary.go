package corpus

import "bytes"

type magicHead [16]byte

// magics are the first bytes of files that are no text. http.DetectContentType
// knows more, and takes an article that begins with "BMW" for a picture.
var magics = []struct{ head, kind string }{
	{"%PDF-", "PDF"}, {"{\\rtf", "RTF"}, {"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"}, {"GIF87a", "GIF"}, {"GIF89a", "GIF"},
	{"PK\x03\x04", "ZIP"}, {"\x1f\x8b", "gzip"}, {"\x28\xb5\x2f\xfd", "zstd"}, {"\xfd7zXZ\x00", "xz"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"Rar!\x1a\x07", "RAR"},
	{"\x7fELF", "ELF"}, {"\xd0\xcf\x11\xe0", "Office"}, {"SQLite format 3\x00", "SQLite"},
}

// magicOf names the kind of file that begins so; "" if it may be text.
func magicOf(head []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.head)) {
			return m.kind
		}
	}
	if len(head) >= 10 && string(head[:3]) == "BZh" && string(head[4:10]) == "1AY&SY" {
		return "bzip2"
	}
	return ""
}

// headSize is how many bytes of a file too long to read tell what it is.
const headSize = 64 << 10

func binaryReason(kind string) string { return "binary: " + kind }

// controls holds 1 for the control characters that no text has: a look-up a byte
// is faster than the three comparisons that it stands for.
var controls = func() (t [256]uint8) {
	for c := range ' ' {
		if c < '\t' || c > '\r' {
			t[c] = 1
		}
	}
	t[0x7f] = 1
	return t
}()

// binaryKind says what a text is instead; "" if it may be text: a tenth or more
// of control characters is none. Text that is short may hold a NUL or two.
func binaryKind(s string) string {
	if kind := magicOf([]byte(s[:min(len(s), len(magicHead{}))])); kind != "" {
		return kind
	}
	control := 0
	for i := range len(s) {
		control += int(controls[s[i]])
	}
	if control > 1 && control*10 > len(s) {
		return "control characters"
	}
	return ""
}
