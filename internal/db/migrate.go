package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step of the schema. A landed step is never edited.
type migration struct {
	name string
	sql  string
}

// migrations lists the steps in order; the schema's version is their number.
func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]migration, len(names))
	for i, n := range names {
		b, err := migrationFiles.ReadFile(n)
		if err != nil {
			return nil, err
		}
		steps[i] = migration{name: path.Base(n), sql: string(b)}
	}
	return steps, nil
}

// upgrade brings an older schema up to date: whole-file check, backup, then all steps in one transaction.
func (d *DB) upgrade(ctx context.Context, steps []migration) error {
	from, err := version(ctx, d.sql)
	if err != nil {
		return d.fault("reading", err)
	}
	if from >= len(steps) {
		return nil
	}
	if err := d.check(ctx, "integrity_check"); err != nil {
		return err
	}
	if err := d.backup(ctx, from); err != nil {
		return d.fault("backing up before the migration", err)
	}
	return d.fault("migrating", migrate(ctx, d.sql, steps, from))
}

// version is the schema's number.
func version(ctx context.Context, conn *sql.DB) (int, error) {
	var n int
	err := conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&n)
	return n, err
}

// migrate runs the steps after from in one transaction and signs the file.
func migrate(ctx context.Context, conn *sql.DB, steps []migration, from int) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, s := range steps[from:] {
		if _, err := tx.ExecContext(ctx, s.sql); err != nil {
			return errors.Join(fmt.Errorf("step %s: %w", s.name, err), tx.Rollback())
		}
	}
	sign := fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, len(steps))
	if _, err := tx.ExecContext(ctx, sign); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// backup writes a checked copy beside the database, named by its schema and the day.
func (d *DB) backup(ctx context.Context, from int) error {
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
