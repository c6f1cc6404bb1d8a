package org.tosc.models.token.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.token.Frame;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.split.Splitter;
import org.tosc.models.token.subword.Merges;
import org.tosc.models.token.subword.WordPiece;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The tokenizer of a `tokenizer.json` in the words of `.gguf` files, which have fewer of them.
///
/// Which words are right is tried: the tokenizer that a reader makes of them has to give the tokens
/// of the old one for texts of many kinds ([SameTokens]). llama.cpp's converter, whose keys these
/// are, finds the name of a pre-tokenizer by the tokens of a text too (`get_vocab_base_pre` of
/// `convert_hf_to_gguf.py`).
public final class GgufVocabulary {
  /// The key of a model's name. A reader finds by it which marks of Phi-3 leave the space behind
  /// them.
  private static final String NAME = "general.name";

  private final JsonTokenizer json;
  private final Tokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final int rows;

  private GgufVocabulary(JsonTokenizer json, Collection<Integer> ends, int rows) {
    this.json = json;
    this.tokenizer = json.tokenizer().withEnds(ends);
    this.vocabulary = json.vocabulary();
    this.rows = rows;
  }

  /// The entries of metadata that say what a file says.
  ///
  /// @param file a `tokenizer.json`
  /// @param ends ids of tokens that end what the model says, beside those of the usual texts
  /// @param rows of the model's table of tokens; places behind the last token become unused ones
  /// @param name of the model
  /// @throws TensorFileFault where the file is not sound, or `.gguf` files have no words for it
  public static Map<String, MetadataValue> of(
      Path file, Collection<Integer> ends, int rows, String name) {
    return new GgufVocabulary(JsonTokenizer.open(file), ends, rows).entries(name);
  }

  private Map<String, MetadataValue> entries(String name) {
    if (vocabulary.size() > rows) {
      throw json.fault(
          vocabulary.size() + " tokens, but the model's table of them has " + rows + " rows");
    }
    SameTokens same = new SameTokens(tokenizer);
    List<String> differences = new ArrayList<>();
    Iterator<Map<String, MetadataValue>> candidates = candidates(name).iterator();
    while (candidates.hasNext()) {
      Map<String, MetadataValue> entries = candidates.next();
      differences.addAll(same.differences(GgufTokenizer.read(Metadata.of(entries))));
      if (differences.isEmpty()) {
        return entries;
      }
    }
    throw json.fault("a .gguf file has no words for this tokenizer: " + differences.getFirst());
  }

  /// What may say it, the likeliest first.
  private Stream<Map<String, MetadataValue>> candidates(String name) {
    String type = json.model().type();
    return switch (type) {
      case "WordPiece" -> Stream.of(wordPiece(name));
      case "BPE" -> json.splits().isByteLevel() ? bytePairs(name) : sentencePairs(name);
      default ->
          throw json.fault(
              "a .gguf file is written with BPE and WordPiece; this is `"
                  + TensorFileFault.escaped(type)
                  + "`");
    };
  }

  private Stream<Map<String, MetadataValue>> bytePairs(String name) {
    Map<String, MetadataValue> entries = entries(name, "gpt2", vocabulary::text);
    List<String> merges = json.model().merges().stream().map(Merges.Pair::text).toList();
    entries.put(GgufTokenizer.MERGES, new MetadataValue.Texts(merges));
    putFrame(entries);
    boolean prefersWholeWords = json.model().node().flag("ignore_merges", false);
    return Arrays.stream(SplitPattern.values())
        .sorted(Comparator.comparing(pattern -> !cutsAlike(pattern.splitter())))
        .flatMap(pattern -> pattern.names().stream())
        .filter(pre -> GgufTokenizer.prefersWholeWords(pre) == prefersWholeWords)
        .map(pre -> with(entries, GgufTokenizer.PRE, new MetadataValue.Text(pre)));
  }

  private boolean cutsAlike(Splitter other) {
    Splitter ours = json.splits().splitter();
    return SameTokens.TEXTS.stream().allMatch(text -> words(ours, text).equals(words(other, text)));
  }

  private static List<String> words(Splitter splitter, String text) {
    List<String> words = new ArrayList<>();
    splitter.split(text, true, words::add);
    return words;
  }

  private Stream<Map<String, MetadataValue>> sentencePairs(String name) {
    Map<String, MetadataValue> entries = entries(name, "llama", vocabulary::text);
    entries.put(GgufTokenizer.SCORES, MetadataValue.Numbers.of(scores()));
    putFrame(entries);
    return Stream.of(name, "phi-3 " + name)
        .map(called -> with(entries, NAME, new MetadataValue.Text(called)))
        .flatMap(
            called ->
                Stream.of(true, false)
                    .map(
                        begins ->
                            with(
                                called,
                                GgufTokenizer.SPACE_PREFIX,
                                new MetadataValue.Flag(begins))));
  }

  /// Merges in the order of a list as scores of what they make: the first is made first.
  private float[] scores() {
    List<Merges.Pair> merges = json.model().merges();
    float[] scores = new float[rows];
    Arrays.fill(scores, -merges.size() - 1f);
    for (int rank = merges.size() - 1; rank >= 0; rank--) {
      Merges.Pair pair = merges.get(rank);
      scores[vocabulary.find(pair.left() + pair.right())] = -rank;
    }
    return scores;
  }

  /// Words begin with `▁` in `.gguf` files, and in `tokenizer.json` what continues them with `##`.
  private Map<String, MetadataValue> wordPiece(String name) {
    String mark = WordPiece.Marks.CONTINUATIONS.mark();
    Map<String, MetadataValue> entries =
        entries(
            name,
            "bert",
            id -> {
              String text = vocabulary.text(id);
              if (!vocabulary.kind(id).isText()) {
                return text;
              }
              return text.startsWith(mark)
                  ? text.substring(mark.length())
                  : WordPiece.Marks.BEGINNINGS.mark() + text;
            });
    Frame frame = tokenizer.frame();
    put(entries, GgufSpecials.CLASS, frame.before());
    put(entries, GgufSpecials.SEPARATOR, frame.after());
    return entries;
  }

  /// How tokens are spelt in a file.
  @FunctionalInterface
  private interface Spelling {
    String of(int id);
  }

  private Map<String, MetadataValue> entries(String name, String model, Spelling spelling) {
    Map<String, MetadataValue> entries = new LinkedHashMap<>();
    entries.put(NAME, new MetadataValue.Text(name));
    entries.put(GgufTokenizer.MODEL, new MetadataValue.Text(model));
    List<String> texts = new ArrayList<>(rows);
    int[] kinds = new int[rows];
    for (int id = 0; id < rows; id++) {
      boolean isHole = id >= vocabulary.size() || vocabulary.text(id).isEmpty();
      texts.add(isHole ? "[PAD" + id + "]" : spelling.of(id));
      kinds[id] = (isHole ? TokenKind.UNUSED : vocabulary.kind(id)).number();
    }
    entries.put(GgufTokenizer.TOKENS, new MetadataValue.Texts(texts));
    entries.put(GgufTokenizer.KINDS, MetadataValue.Numbers.of(kinds));
    String unknown = json.model().node().text("unk_token", "");
    if (vocabulary.find(unknown) != Vocabulary.NONE) {
      entries.put(GgufSpecials.UNKNOWN, MetadataValue.count(vocabulary.find(unknown)));
    }
    return entries;
  }

  /// What lies around a text, and what ends what the model says.
  private void putFrame(Map<String, MetadataValue> entries) {
    Frame frame = tokenizer.frame();
    put(entries, GgufSpecials.BEGIN, frame.before());
    entries.put(GgufSpecials.ADDS_BEGIN, new MetadataValue.Flag(frame.before().length > 0));
    entries.put(GgufSpecials.ADDS_END, new MetadataValue.Flag(frame.after().length > 0));
    Iterator<Integer> ends = ends(frame).iterator();
    for (String key : GgufSpecials.ENDS) {
      if (ends.hasNext()) {
        entries.put(key, MetadataValue.count(ends.next()));
      }
    }
  }

  /// The one behind a text first, then the end of a text, then the others.
  private Set<Integer> ends(Frame frame) {
    Set<Integer> ends = new LinkedHashSet<>();
    IntStream.of(frame.after()).forEach(ends::add);
    if (tokenizer.ends().ofText() != Vocabulary.NONE) {
      ends.add(tokenizer.ends().ofText());
    }
    tokenizer.ends().ids().stream().sorted().forEach(ends::add);
    return ends;
  }

  private static void put(Map<String, MetadataValue> entries, String key, int[] ids) {
    if (ids.length > 0) {
      entries.put(key, MetadataValue.count(ids[0]));
    }
  }

  private static Map<String, MetadataValue> with(
      Map<String, MetadataValue> entries, String key, MetadataValue value) {
    Map<String, MetadataValue> more = new LinkedHashMap<>(entries);
    more.put(key, value);
    return more;
  }
}
