// Package lines lays out plain text, with or without the marks of Markdown, as blocks: headings, paragraphs and
// list items.
//
// Plain text has lost what said which line is a title and which line goes on where the last one stopped. Both are
// told from what the lines look like:
//
//   - Wrapped text has lines of one width: the first word of the next line would hardly ever have fitted behind
//     the last one. There a line goes on; elsewhere it ends where its author ended it.
//   - A line goes on as well where its last word cannot end a thought ("with", "the", "und"), where the next line
//     begins with a small letter (unless the text has lost its capitals) or a comma, and at the seams that a tag
//     leaves when it is taken out of markup (a single space at the start of the next line).
//   - A title is a short line without a stop, set apart by a blank line or by the stop before it, with longer lines
//     below; a line in capitals; a bold line; a line over a ruler; a line that ends in a colon before a list.
//   - The lines right below a title are its list, when there are several and none is long.
//
// Where nothing of this is plain, lines stay apart: a paragraph too many does less harm than two joined ones,
// since what asks for a thing is read sentence by sentence.
package lines
