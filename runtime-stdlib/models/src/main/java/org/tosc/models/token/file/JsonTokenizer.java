package org.tosc.models.token.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;
import org.tosc.models.token.EndTokens;
import org.tosc.models.token.Pieces;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.token.split.Splitter;
import org.tosc.models.token.subword.Alphabet;
import org.tosc.models.token.subword.ByteAlphabet;
import org.tosc.models.token.subword.ByteFallback;
import org.tosc.models.token.subword.BytePairs;
import org.tosc.models.token.subword.CharacterAlphabet;
import org.tosc.models.token.subword.Merges;
import org.tosc.models.token.subword.Subwords;
import org.tosc.models.token.subword.Unigram;
import org.tosc.models.token.subword.WordPiece;
import org.tosc.rt.tensor.file.TensorFileFault;

/// A tokenizer from `tokenizer.json`, the format of huggingface/tokenizers. Parts that are not
/// known are faults.
///
/// Special tokens are control tokens, and other added tokens are user-defined. All are looked for
/// in the text as it is, also those that the file wants to be `normalized` before.
public final class JsonTokenizer {
  /// Published files have at most some 35 MB.
  private static final long LONGEST = 1L << 28;

  private static final List<String> TEXT_ENDS = List.of("</s>", "<eos>");
  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  private final JsonVocabulary model;
  private final JsonNode file;
  private final JsonAddedTokens added;
  private final JsonSplits splits;
  private final Vocabulary vocabulary;

  private JsonTokenizer(JsonVocabulary model, JsonNode file) {
    this.model = model;
    this.file = file;
    this.added = JsonAddedTokens.read(file.find("added_tokens"), model);
    this.splits = JsonSplits.read(file.find("pre_tokenizer"));
    this.vocabulary = Vocabulary.of(model.texts(), kinds(), model.scores(), model::fault);
  }

  /// Reads a file.
  public static Tokenizer read(Path path) {
    return open(path).tokenizer();
  }

  /// The parts of a file.
  static JsonTokenizer open(Path path) {
    String name = String.valueOf(path.getFileName());
    try {
      long size = Files.size(path);
      if (size > LONGEST) {
        throw new TensorFileFault(name, 0, "%d bytes are too many".formatted(size));
      }
      return open(name, Files.readAllBytes(path));
    } catch (IOException e) {
      throw TensorFileFault.of(name, 0, e);
    }
  }

  /// Reads a file that is in memory.
  ///
  /// @param name what messages call it
  public static Tokenizer read(String name, byte[] bytes) {
    return open(name, bytes).tokenizer();
  }

  static JsonTokenizer open(String name, byte[] bytes) {
    try (JsonReader reader = new JsonReader(name, bytes)) {
      reader.next();
      return open(name, reader);
    }
  }

  private static JsonTokenizer open(String name, JsonReader reader) {
    Map<String, JsonNode> parts = new LinkedHashMap<>();
    List<JsonVocabulary> models = new ArrayList<>();
    reader.members(
        part -> {
          reader.next();
          switch (part) {
            case "model" -> models.add(JsonVocabulary.read(name, reader));
            case "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder" ->
                parts.put(part, reader.node());
            case "version", "truncation", "padding" -> reader.skip(); // about batches of texts
            default ->
                throw reader.fault("`" + TensorFileFault.escaped(part) + "` is not supported");
          }
        });
    reader.requireEnd();
    JsonNode file = new JsonNode(name, 0, new JsonNode.Value.Members(parts));
    if (models.isEmpty()) {
      throw file.fault("there is no `model`");
    }
    return new JsonTokenizer(models.getFirst(), file);
  }

  private List<TokenKind> kinds() {
    boolean hasBytes = model.node().flag("byte_fallback", false);
    List<TokenKind> kinds = new ArrayList<>();
    for (int id = 0; id < model.texts().size(); id++) {
      TokenKind kind = added.kind(id);
      boolean isByte = hasBytes && BYTE.matcher(model.texts().get(id)).matches();
      if (kind == null) {
        kind = isByte ? TokenKind.BYTE : TokenKind.NORMAL;
      }
      kinds.add(kind);
    }
    return kinds;
  }

  JsonVocabulary model() {
    return model;
  }

  JsonSplits splits() {
    return splits;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /// What is wrong with the file as a whole.
  TensorFileFault fault(String reason) {
    return file.fault(reason);
  }

  /// The tokenizer that its parts are together.
  Tokenizer tokenizer() {
    Subwords subwords =
        switch (model.type()) {
          case "BPE" -> bytePairs();
          case "Unigram" -> unigram();
          case "WordPiece" -> wordPiece();
          default ->
              throw model.node().unknown("model", model.type(), "BPE, Unigram and WordPiece");
        };
    Pieces pieces = JsonDecoders.read(file.find("decoder"), file, vocabulary);
    return new Tokenizer(
        vocabulary,
        added.tokens(),
        JsonNormalizers.read(file.find("normalizer")),
        splitter(subwords),
        subwords,
        pieces,
        JsonFrames.read(file.find("post_processor"), vocabulary),
        EndTokens.of(vocabulary, textEnds()));
  }

  /// Control tokens for the end of a text. The file does not say which they are.
  private List<Integer> textEnds() {
    return TEXT_ENDS.stream()
        .map(vocabulary::find)
        .filter(id -> id != Vocabulary.NONE && vocabulary.kind(id) == TokenKind.CONTROL)
        .toList();
  }

  /// The file's cuts. A text of SentencePiece that the file does not cut may be.
  private Splitter splitter(Subwords subwords) {
    boolean isWhole = splits.splitter().steps().isEmpty();
    return isWhole && subwords instanceof BytePairs
        ? TokenPieces.wordsOf(vocabulary)
        : splits.splitter();
  }

  private Subwords bytePairs() {
    JsonNode options = model.node();
    options.requireAbsent("continuing_subword_prefix", "a mark within words");
    options.requireAbsent("end_of_word_suffix", "a mark at the end of words");
    options.requireAbsent("dropout", "merges at random");
    ByteFallback fallback = fallback(named(options.find("unk_token")), "fuse_unk", false);
    Alphabet alphabet =
        splits.isByteLevel()
            ? new ByteAlphabet(vocabulary, fallback)
            : new CharacterAlphabet(vocabulary, fallback);
    Merges merges = Merges.of(vocabulary, model.merges(), model::mergeFault);
    return new BytePairs(vocabulary, alphabet, merges, options.flag("ignore_merges", false));
  }

  private ByteFallback fallback(int unknown, String fuses, boolean fusesByDefault) {
    JsonNode options = model.node();
    boolean fusesUnknown = options.flag(fuses, fusesByDefault);
    return options.flag("byte_fallback", false)
        ? new ByteFallback(vocabulary.byteTokens(), unknown, fusesUnknown)
        : ByteFallback.toUnknown(unknown, fusesUnknown);
  }

  private int named(@Nullable JsonNode node) {
    if (node == null) {
      return Vocabulary.NONE;
    }
    int id = vocabulary.find(node.text());
    if (id == Vocabulary.NONE) {
      throw node.fault("`" + TensorFileFault.escaped(node.text()) + "` is no token");
    }
    return id;
  }

  private Subwords unigram() {
    JsonNode node = model.node().find("unk_id");
    int unknown = node == null ? Vocabulary.NONE : node.count();
    if (node != null && unknown >= vocabulary.size()) {
      throw node.fault("there is no token " + unknown);
    }
    return new Unigram(vocabulary, fallback(unknown, "fuse_unk", true));
  }

  private Subwords wordPiece() {
    JsonNode options = model.node();
    WordPiece.Marks marks = WordPiece.Marks.CONTINUATIONS;
    String prefix = options.text("continuing_subword_prefix", marks.mark());
    if (!prefix.equals(marks.mark())) {
      throw options.unknown("continuing_subword_prefix", prefix, marks.mark());
    }
    JsonNode longest = options.find("max_input_chars_per_word");
    return new WordPiece(
        vocabulary,
        marks,
        named(options.require("unk_token")),
        longest == null ? GgufTokenizer.BERT_LONGEST_WORD : longest.count());
  }
}
