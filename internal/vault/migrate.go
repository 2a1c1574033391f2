package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// upgrade brings an older schema up to date: whole-file check, backup, then all steps in one transaction.
func (d *File) upgrade(ctx context.Context) error {
	from, err := version(ctx, d.sql)
	if err != nil {
		return d.Fault("reading", err)
	}
	if from >= len(d.schema.Steps) {
		return nil
	}
	if err := d.Check(ctx, "integrity_check"); err != nil {
		return err
	}
	if err := d.backup(ctx, from); err != nil {
		return d.Fault("backing up before the migration", err)
	}
	return d.Fault("migrating", migrate(ctx, d.sql, d.schema, from))
}

// version is the schema's number.
func version(ctx context.Context, conn *sql.DB) (int, error) {
	var n int
	err := conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&n)
	return n, err
}

// migrate runs the steps after from in one transaction and signs the file.
func migrate(ctx context.Context, conn *sql.DB, schema Schema, from int) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, s := range schema.Steps[from:] {
		if _, err := tx.ExecContext(ctx, s.SQL); err != nil {
			return errors.Join(fmt.Errorf("step %s: %w", s.Name, err), tx.Rollback())
		}
	}
	sign := fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, schema.ID, len(schema.Steps))
	if _, err := tx.ExecContext(ctx, sign); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// backup writes a checked copy beside the database, named by its schema and the day.
func (d *File) backup(ctx context.Context, from int) error {
	final := fmt.Sprintf("%s.backup-schema%d-%s", d.path, from, d.now().UTC().Format("20060102"))
	temp := final + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := d.sql.ExecContext(ctx, `VACUUM INTO ?`, temp); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if err := probe(ctx, temp); err != nil {
		return errors.Join(fmt.Errorf("the copy: %w", err), os.Remove(temp))
	}
	if err := syncFile(temp); err != nil {
		return err
	}
	return errors.Join(os.Rename(temp, final), syncDir(filepath.Dir(final)))
}

// syncFile makes a written file last through a power cut, for its owner's eyes only.
func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
}
