package org.tosc.models.token.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.subword.ByteLetters;
import org.tosc.models.token.subword.Merges;

/// Learns a vocabulary of bytes: again and again the most frequent pair of neighbours within words
/// becomes a token (Sennrich et al., 2016). Of equally frequent pairs the one with the lowest ids
/// is taken, so the same texts give the same vocabulary everywhere.
public final class BpeTrainer {
  /// A pair that is seen once saves nothing.
  private static final long LEAST = 2;

  private final List<String> tokens = new ArrayList<>();
  private final List<Merges.Pair> merges = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final Map<Pair, Sightings> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

  private record Pair(int left, int right) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int byLeft = Integer.compare(left, other.left);
      return byLeft == 0 ? Integer.compare(right, other.right) : byLeft;
    }
  }

  /// How often a pair was seen when it was put into the queue; out of date where that has changed.
  private record Candidate(long count, Pair pair) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byCount = Long.compare(other.count, count);
      return byCount == 0 ? pair.compareTo(other.pair) : byCount;
    }
  }

  /// How often a pair is there, and in which words it is or was.
  private static final class Sightings {
    private long count;
    private final Set<Word> words = new HashSet<>();
  }

  /// A word as its tokens, and how often the texts have it. Each is itself only.
  private static final class Word {
    private final long count;
    private List<Integer> ids;

    Word(List<Integer> ids, long count) {
      this.ids = ids;
      this.count = count;
    }
  }

  private BpeTrainer() {}

  /// Learns a vocabulary.
  ///
  /// @param size how many tokens it has at most: control tokens, 256 bytes, and merges
  /// @param controls control tokens, which have the first ids
  /// @throws IllegalArgumentException where `size` has no room for control tokens and bytes
  public static TrainedVocabulary train(
      Iterable<String> texts, SplitPattern pattern, int size, List<String> controls) {
    BpeTrainer trainer = new BpeTrainer();
    trainer.tokens.addAll(controls);
    trainer.addBytes();
    if (trainer.tokens.size() > size) {
      throw new IllegalArgumentException(
          "a vocabulary has at least %d tokens here".formatted(trainer.tokens.size()));
    }
    trainer.read(texts, pattern);
    trainer.learn(size);
    return new TrainedVocabulary(trainer.tokens, Set.copyOf(controls), trainer.merges, pattern);
  }

  private void addBytes() {
    List<String> letters = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      letters.add(String.valueOf(ByteLetters.letter((byte) b)));
    }
    letters.sort(null);
    tokens.addAll(letters);
  }

  private void read(Iterable<String> texts, SplitPattern pattern) {
    Map<Integer, Integer> byLetter = new HashMap<>();
    for (int id = tokens.size() - 256; id < tokens.size(); id++) {
      byLetter.put(tokens.get(id).codePointAt(0), id);
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String text : texts) {
      pattern.splitter().split(text, true, word -> counts.merge(word, 1L, Long::sum));
    }
    counts.forEach(
        (word, count) -> {
          List<Integer> ids = ByteLetters.letters(word).chars().mapToObj(byLetter::get).toList();
          words.add(new Word(ids, count));
        });
    words.forEach(this::count);
    pairs.forEach(this::offer);
  }

  /// Adds a word's pairs to the counts.
  private void count(Word word) {
    for (int i = 1; i < word.ids.size(); i++) {
      Pair pair = new Pair(word.ids.get(i - 1), word.ids.get(i));
      Sightings sightings = pairs.computeIfAbsent(pair, p -> new Sightings());
      sightings.count += word.count;
      sightings.words.add(word);
    }
  }

  private void offer(Pair pair, Sightings sightings) {
    if (sightings.count >= LEAST) {
      candidates.add(new Candidate(sightings.count, pair));
    }
  }

  private void learn(int size) {
    while (tokens.size() < size) {
      Pair best = poll();
      if (best == null) {
        return;
      }
      String left = tokens.get(best.left);
      String right = tokens.get(best.right);
      merges.add(new Merges.Pair(left, right));
      int id = tokens.indexOf(left + right);
      if (id < 0) {
        id = tokens.size();
        tokens.add(left + right);
      }
      merge(best, id);
    }
  }

  private @Nullable Pair poll() {
    while (true) {
      Candidate candidate = candidates.poll();
      if (candidate == null) {
        return null;
      }
      Sightings sightings = pairs.get(candidate.pair);
      if (sightings != null && sightings.count == candidate.count) {
        return candidate.pair;
      }
    }
  }

  /// Puts a token in the place of a pair, in all words, and counts those anew.
  private void merge(Pair pair, int id) {
    Sightings gone = pairs.remove(pair);
    if (gone == null) {
      return;
    }
    Set<Pair> changed = new HashSet<>();
    for (Word word : gone.words) {
      List<Integer> merged = merged(word.ids, pair, id);
      if (merged.size() < word.ids.size()) {
        uncount(word, changed);
        word.ids = merged;
        count(word);
        note(word, changed);
      }
    }
    pairs.remove(pair);
    for (Pair other : changed) {
      Sightings sightings = pairs.get(other);
      if (sightings != null) {
        offer(other, sightings);
      }
    }
  }

  private static List<Integer> merged(List<Integer> ids, Pair pair, int id) {
    List<Integer> merged = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      boolean isPair =
          i + 1 < ids.size() && ids.get(i) == pair.left && ids.get(i + 1) == pair.right;
      merged.add(isPair ? id : ids.get(i));
      i += isPair ? 1 : 0;
    }
    return merged;
  }

  private void uncount(Word word, Set<Pair> changed) {
    for (int i = 1; i < word.ids.size(); i++) {
      Pair pair = new Pair(word.ids.get(i - 1), word.ids.get(i));
      Sightings sightings = pairs.get(pair);
      if (sightings != null) {
        sightings.count -= word.count;
        changed.add(pair);
      }
    }
  }

  private static void note(Word word, Set<Pair> changed) {
    for (int i = 1; i < word.ids.size(); i++) {
      changed.add(new Pair(word.ids.get(i - 1), word.ids.get(i)));
    }
  }
}
