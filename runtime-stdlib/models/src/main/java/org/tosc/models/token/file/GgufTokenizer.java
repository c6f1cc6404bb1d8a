package org.tosc.models.token.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.token.AddedToken;
import org.tosc.models.token.AddedTokens;
import org.tosc.models.token.EndTokens;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.token.normal.BertText;
import org.tosc.models.token.normal.Charsmap;
import org.tosc.models.token.normal.Normalizer;
import org.tosc.models.token.normal.Step;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.split.Splitter;
import org.tosc.models.token.split.WordPatterns;
import org.tosc.models.token.subword.ByteAlphabet;
import org.tosc.models.token.subword.ByteFallback;
import org.tosc.models.token.subword.BytePairs;
import org.tosc.models.token.subword.CharacterAlphabet;
import org.tosc.models.token.subword.Merges;
import org.tosc.models.token.subword.Unigram;
import org.tosc.models.token.subword.WordPiece;
import org.tosc.rt.tensor.file.TensorFileFault;

/// The tokenizer that a `.gguf` file has, by the keys `tokenizer.ggml.…` of its metadata
/// (ggml-org/ggml, `docs/gguf.md`).
public final class GgufTokenizer {
  static final String MODEL = "tokenizer.ggml.model";
  static final String PRE = "tokenizer.ggml.pre";
  static final String TOKENS = "tokenizer.ggml.tokens";
  static final String KINDS = "tokenizer.ggml.token_type";
  static final String SCORES = "tokenizer.ggml.scores";
  static final String MERGES = "tokenizer.ggml.merges";
  private static final String CHARSMAP = "tokenizer.ggml.precompiled_charsmap";
  static final String SPACE_PREFIX = "tokenizer.ggml.add_space_prefix";
  private static final String SINGLE_SPACES = "tokenizer.ggml.remove_extra_whitespaces";

  /// Names of `tokenizer.ggml.pre` whose words are tokens as a whole where there are such.
  private static final Set<String> WHOLE_WORDS =
      Set.of("llama-bpe", "llama3", "llama-v3", "falcon3", "tekken");

  /// Characters of BERT's longest word (`max_input_chars_per_word`).
  static final int BERT_LONGEST_WORD = 100;

  private final Metadata metadata;
  private final Vocabulary vocabulary;
  private final GgufSpecials specials;

  private GgufTokenizer(Metadata metadata) {
    this.metadata = metadata;
    this.vocabulary = vocabulary(metadata);
    this.specials = new GgufSpecials(metadata, vocabulary);
  }

  /// The tokenizer of a file.
  public static Tokenizer read(Metadata metadata) {
    String model = metadata.string(MODEL);
    return switch (model) {
      case "gpt2" -> new GgufTokenizer(metadata).bytePairs();
      case "llama" -> new GgufTokenizer(metadata).sentencePairs();
      case "t5" -> new GgufTokenizer(metadata).unigram();
      case "bert" -> new GgufTokenizer(metadata).wordPiece();
      default ->
          throw metadata.fault(
              MODEL,
              "tokenizer `"
                  + TensorFileFault.escaped(model)
                  + "` is not supported; gpt2, llama, t5 and bert are");
    };
  }

  private static Vocabulary vocabulary(Metadata metadata) {
    List<String> texts = metadata.strings(TOKENS);
    int size = texts.size();
    float[] scores = new float[size];
    if (metadata.has(SCORES)) {
      double[] read = metadata.reals(SCORES);
      requireSize(metadata, SCORES, read.length, size);
      for (int id = 0; id < size; id++) {
        scores[id] = (float) read[id];
      }
    }
    List<TokenKind> kinds = kinds(metadata, size);
    for (int id = 0; id < size; id++) {
      if (EndTokens.isUsual(texts.get(id)) && kinds.get(id) == TokenKind.USER_DEFINED) {
        kinds.set(id, TokenKind.CONTROL);
      }
    }
    return Vocabulary.of(texts, kinds, scores, reason -> metadata.fault(TOKENS, reason));
  }

  private static List<TokenKind> kinds(Metadata metadata, int size) {
    List<TokenKind> kinds = new ArrayList<>(size);
    if (!metadata.has(KINDS)) {
      for (int id = 0; id < size; id++) {
        kinds.add(TokenKind.NORMAL);
      }
      return kinds;
    }
    long[] read = metadata.integers(KINDS);
    requireSize(metadata, KINDS, read.length, size);
    for (long number : read) {
      TokenKind kind = TokenKind.of(number);
      if (kind == null) {
        throw metadata.fault(KINDS, "there is no token type " + number);
      }
      kinds.add(kind);
    }
    return kinds;
  }

  private static void requireSize(Metadata metadata, String key, int found, int expected) {
    if (found != expected) {
      throw metadata.fault(key, "expected one for each of " + expected + " tokens, found " + found);
    }
  }

  /// Whether words of a name of `tokenizer.ggml.pre` are tokens as a whole where there are such.
  static boolean prefersWholeWords(String name) {
    return WHOLE_WORDS.contains(name);
  }

  private Tokenizer bytePairs() {
    String name = metadata.string(PRE, "default");
    SplitPattern pattern = SplitPattern.find(name);
    if (pattern == null) {
      String shown = TensorFileFault.escaped(name);
      throw metadata.fault(PRE, "how `" + shown + "` cuts text into words is not known");
    }
    boolean prefersWholeWords = prefersWholeWords(name);
    // Bytes without a token are left out, as llama.cpp does.
    ByteFallback none = ByteFallback.toUnknown(Vocabulary.NONE, false);
    BytePairs subwords =
        new BytePairs(vocabulary, new ByteAlphabet(vocabulary, none), merges(), prefersWholeWords);
    return new Tokenizer(
        vocabulary,
        added(),
        Normalizer.NONE,
        pattern.splitter(),
        subwords,
        TokenPieces.ofBytes(vocabulary),
        specials.frame(prefersWholeWords, false),
        specials.ends());
  }

  private Merges merges() {
    List<String> texts = metadata.strings(MERGES);
    List<Merges.Pair> pairs = new ArrayList<>(texts.size());
    for (String text : texts) {
      // The left side may begin with a space, and has at least one character.
      int space = text.indexOf(' ', 1);
      if (space < 0 || space == text.length() - 1) {
        throw metadata.fault(MERGES, "merge " + pairs.size() + " has not two sides");
      }
      pairs.add(new Merges.Pair(text.substring(0, space), text.substring(space + 1)));
    }
    return Merges.of(
        vocabulary,
        pairs,
        (merge, reason) -> metadata.fault(MERGES, TensorFileFault.escaped(reason)));
  }

  private Tokenizer sentencePairs() {
    boolean hasPrefix = metadata.flag(SPACE_PREFIX, true);
    List<Step> steps = new ArrayList<>();
    if (hasPrefix) {
      steps.add(new Step.Prepend(" "));
    }
    steps.add(new Step.Replace(" ", TokenPieces.SPACE_MARK));
    ByteFallback fallback = ByteFallback.of(vocabulary, specials.unknown(0));
    BytePairs subwords =
        new BytePairs(
            vocabulary,
            new CharacterAlphabet(vocabulary, fallback),
            Merges.ofScores(vocabulary),
            false);
    return new Tokenizer(
        vocabulary,
        added(),
        new Normalizer(steps),
        TokenPieces.wordsOf(vocabulary),
        subwords,
        TokenPieces.ofSentences(vocabulary, hasPrefix),
        specials.frame(true, false),
        specials.ends());
  }

  private Tokenizer unigram() {
    boolean hasPrefix = metadata.flag(SPACE_PREFIX, true);
    List<Step> steps = new ArrayList<>();
    if (metadata.has(CHARSMAP)) {
      steps.add(new Step.Table(charsmap()));
    }
    if (metadata.flag(SINGLE_SPACES, true)) {
      steps.add(new Step.SingleSpaces());
    }
    if (hasPrefix) {
      steps.add(new Step.Prepend(" "));
    }
    steps.add(new Step.Replace(" ", TokenPieces.SPACE_MARK));
    ByteFallback fallback = ByteFallback.of(vocabulary, specials.unknown(2));
    return new Tokenizer(
        vocabulary,
        added(),
        new Normalizer(steps),
        Splitter.NONE,
        new Unigram(vocabulary, fallback),
        TokenPieces.ofSentences(vocabulary, hasPrefix),
        specials.frame(false, true),
        specials.ends());
  }

  private Charsmap charsmap() {
    long[] values = metadata.integers(CHARSMAP);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Charsmap.of(bytes, reason -> metadata.fault(CHARSMAP, reason));
  }

  private Tokenizer wordPiece() {
    WordPiece.Marks marks = WordPiece.Marks.BEGINNINGS;
    return new Tokenizer(
        vocabulary,
        added(),
        new Normalizer(BertText.steps(true, true, true, true)),
        WordPatterns.BERT,
        new WordPiece(vocabulary, marks, specials.requireUnknown(100), BERT_LONGEST_WORD),
        TokenPieces.ofWords(vocabulary, marks, true),
        specials.bertFrame(),
        specials.ends());
  }

  private AddedTokens added() {
    boolean isPhi3 = isPhi3();
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < vocabulary.size(); id++) {
      String text = vocabulary.text(id);
      boolean stripsRight = isPhi3 && !PHI_3_PLAIN.contains(text);
      switch (vocabulary.kind(id)) {
        case CONTROL, UNKNOWN -> added.add(new AddedToken(id, text, true, false, stripsRight));
        case USER_DEFINED -> added.add(new AddedToken(id, text, false, false, stripsRight));
        case NORMAL, UNUSED, BYTE -> {}
      }
    }
    return new AddedTokens(added);
  }

  /// Those of Phi-3's added tokens that leave the white space behind them. Files do not say which
  /// do, so the model's name has to (llama.cpp, `llama_vocab::impl::load`).
  private static final Set<String> PHI_3_PLAIN = Set.of("<unk>", "<s>", "<|endoftext|>");

  private boolean isPhi3() {
    String name = metadata.string("general.name", "").toLowerCase(Locale.ROOT);
    return name.contains("phi-3") || name.contains("phi3");
  }
}
