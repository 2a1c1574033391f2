// Package vault opens SQLite files of ours safely. It knows nothing of what they hold.
//
// A file under its final name is always whole: a new one is made beside it, with its schema and signature
// (application_id and user_version), and moved there in one step. Before a file is written to, its header is read
// without SQLite: a file of another program, of a newer version, or cut short is refused and left as it is. Then the
// whole file is checked, and an older one is backed up and migrated in one transaction.
//
// One process writes at a time, behind a lock file that names it; any number read. Writes go through a rollback
// journal with synchronous=EXTRA: what was committed survives a kill and a power cut, and what was not leaves no
// trace. (A write-ahead log was measured to lose acknowledged commits at the settings that make it quick, and leaves
// three files to copy instead of one.)
//
// Errors are *Error: what is wrong, the cause and the way out in one line.
package vault
