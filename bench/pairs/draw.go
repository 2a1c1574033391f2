package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"

	"jobsignal/internal/db"
	"jobsignal/internal/unique"
)

// posting is what a pair is judged by.
type posting struct {
	id, cluster                            int64
	title, employer, location, posted, url string
	text                                   string
	sketch                                 unique.Signature
}

// read takes the postings of a database that stand for themselves: neither removed by a person nor replaced by a newer
// reading of the same page.
func read(ctx context.Context, path string) ([]posting, error) {
	base, err := db.OpenRead(ctx, path)
	if err != nil {
		return nil, err
	}
	defer base.Close()
	rows, err := base.SQL().QueryContext(ctx, `SELECT p.id, p.cluster, p.title, p.employer, p.location, p.posted, p.url, k.minhash,
		(SELECT coalesce(group_concat(heading || char(10) || text, char(10)), '') FROM (SELECT heading, text FROM section WHERE posting = p.id ORDER BY ordinal))
		FROM posting p JOIN sketch k ON k.posting = p.id WHERE p.removed IS NULL AND p.yields IS NULL ORDER BY p.id`)
	if err != nil {
		return nil, base.Fault("reading postings", err)
	}
	defer rows.Close()
	var all []posting
	for rows.Next() {
		var p posting
		var sketch []byte
		if err := rows.Scan(&p.id, &p.cluster, &p.title, &p.employer, &p.location, &p.posted, &p.url, &sketch, &p.text); err != nil {
			return nil, base.Fault("reading postings", err)
		}
		if p.sketch, err = unique.ParseSignature(sketch); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, base.Fault("reading postings", rows.Err())
}

// pair is two postings and how alike their texts are.
type pair struct {
	a, b     *posting
	likeness float64
}

// newPair compares two postings.
func newPair(a, b *posting) pair { return pair{a, b, unique.Likeness(&a.sketch, &b.sketch)} }

// sample is pairs of one kind: first all there are, then those that were drawn.
type sample struct {
	name     string
	pairs    []pair
	pool     int // pairs there are
	clusters int // clusters that the pool covers; for near misses, pairs of clusters
}

// take draws n pairs, each as likely as any other.
func (s *sample) take(n int, r *rand.Rand) {
	s.pool = len(s.pairs)
	r.Shuffle(len(s.pairs), func(i, j int) { s.pairs[i], s.pairs[j] = s.pairs[j], s.pairs[i] })
	s.pairs = s.pairs[:min(n, len(s.pairs))]
}

// clusters sorts postings by cluster, those alone left out.
func clusters(all []posting) [][]*posting {
	of := map[int64][]*posting{}
	for i := range all {
		of[all[i].cluster] = append(of[all[i].cluster], &all[i])
	}
	var out [][]*posting
	for _, p := range all {
		if c := of[p.cluster]; len(c) > 1 && c[0].id == p.id {
			out = append(out, c)
		}
	}
	return out
}

// mergedPairs are all pairs within clusters.
func mergedPairs(all []posting) sample {
	s := sample{name: "merged"}
	for _, c := range clusters(all) {
		s.clusters++
		for i := range c {
			for _, b := range c[i+1:] {
				s.pairs = append(s.pairs, newPair(c[i], b))
			}
		}
	}
	return s
}

// clusterPairs are one pair of each cluster.
func clusterPairs(all []posting, r *rand.Rand) sample {
	s := sample{name: "cluster"}
	for _, c := range clusters(all) {
		s.clusters++
		i, j := r.IntN(len(c)), r.IntN(len(c)-1)
		if j >= i {
			j++
		}
		s.pairs = append(s.pairs, newPair(c[min(i, j)], c[max(i, j)]))
	}
	return s
}

// nearMisses are all pairs that were not merged although their texts are alike or both state the same title and employer.
// Every posting is compared with every other: the rule's own short cuts are not trusted here.
func nearMisses(all []posting, likeness float64) sample {
	s := sample{name: "near"}
	between := map[[2]int64]bool{}
	for i := range all {
		a := &all[i]
		for j := i + 1; j < len(all); j++ {
			b := &all[j]
			if a.cluster == b.cluster {
				continue
			}
			p := newPair(a, b)
			named := a.title != "" && a.employer != "" && strings.EqualFold(a.title, b.title) && strings.EqualFold(a.employer, b.employer)
			if p.likeness < likeness && !named {
				continue
			}
			s.pairs = append(s.pairs, p)
			ends := []int64{a.cluster, b.cluster}
			slices.Sort(ends)
			between[[2]int64(ends)] = true
		}
	}
	s.clusters = len(between)
	return s
}
