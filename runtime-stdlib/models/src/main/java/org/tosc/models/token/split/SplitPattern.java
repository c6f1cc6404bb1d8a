package org.tosc.models.token.split;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How vocabularies of bytes cut a text into words: for each name of `tokenizer.ggml.pre` patterns,
/// each of which cuts the words of the one before. They are those of the models' `tokenizer.json`,
/// and the names are llama.cpp's (`src/llama-vocab.cpp`).
///
/// Patterns are written for `java.util.regex` with [Pattern#UNICODE_CHARACTER_CLASS], where `\s` is
/// `White_Space`, and `\p{L}` and `\p{N}` are as everywhere. Each takes time in proportion to the
/// text: no group is repeated without a bound, and a run that is given up is never begun again in
/// its midst.
public enum SplitPattern {
  GPT_2(
      names(
          "gpt-2",
          "phi-2",
          "jina-es",
          "jina-de",
          "gigachat",
          "jina-v1-en",
          "jina-v2-es",
          "jina-v2-de",
          "jina-v2-code",
          "roberta-bpe",
          "mpt",
          "olmo",
          "jais",
          "trillion",
          "granite-docling"),
      Regex.GPT_2),
  STARCODER(
      names("starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b"),
      "\\p{N}",
      Regex.GPT_2),
  LLAMA_3(
      names("llama-bpe", "llama3", "llama-v3", "falcon3", "dbrx", "smaug-bpe", "chatglm-bpe"),
      Regex.CONTRACTION + "|" + Regex.LETTERS + "|\\p{N}{1,3}|" + Regex.OTHERS),
  QWEN_2(
      names("qwen2", "deepseek-r1-qwen", "stablelm2", "megrez", "hunyuan"),
      Regex.CONTRACTION + "|" + Regex.LETTERS + "|\\p{N}|" + Regex.OTHERS),
  FALCON(names("falcon"), "[\\p{P}\\$\\+<=>\\^~\\|`]+", Regex.GPT_2, "[0-9][0-9][0-9]"),
  DEEPSEEK_LLM(
      names("deepseek-llm"),
      "[\r\n]",
      Regex.CASED,
      "\\s?[!-/:-~\uFF01-\uFF0F\uFF1A-\uFF5E\u2018-\u201F\u3000-\u3002]+",
      Regex.TRAILING_SPACE,
      Regex.EAST_ASIAN,
      "\\p{N}+"),
  DEEPSEEK_CODER(
      names("deepseek-coder"), "[\r\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", Regex.EAST_ASIAN, "\\p{N}"),
  DEEPSEEK_3(
      names("deepseek-v3", "hunyuan-dense"),
      "\\p{N}{1,3}",
      "[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+",
      "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
          + "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+"),
  TEKKEN(
      names("tekken"),
      Regex.HEAD
          + Regex.UPPER
          + "*"
          + Regex.LOWER
          + "+|"
          + Regex.HEAD
          + Regex.UPPER
          + "+"
          + Regex.LOWER
          + "*|\\p{N}|"
          + Regex.OTHERS_AND_SLASH),
  GPT_4O(
      names("gpt-4o", "llama4"),
      Regex.HEAD
          + Regex.UPPER
          + "*"
          + Regex.LOWER
          + "+"
          + Regex.CONTRACTION
          + "?|"
          + Regex.HEAD
          + Regex.UPPER
          + "+"
          + Regex.LOWER
          + "*"
          + Regex.CONTRACTION
          + "?|\\p{N}{1,3}|"
          + Regex.OTHERS_AND_SLASH),
  BLOOM(names("bloom", "poro-chat", "gpt3-finnish"), Regex.BLOOM),
  VIKING(names("viking"), Regex.BLOOM, "\\p{N}"),
  /// What llama.cpp takes where a file names nothing.
  DEFAULT(names("default"), "[\\p{P}\\$\\+<=>\\^~\\|]+", Regex.GPT_2, "\\p{N}+", "[0-9][0-9][0-9]");

  /// Parts of patterns.
  private static final class Regex {
    static final String GPT_2 =
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    /// `'s`, `'re` … in both cases. Files write `(?i:…)`, which has U+017F for `s` too; llama.cpp
    /// does not, and this follows the files.
    static final String CONTRACTION = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";

    /// Letters, with one character before them that is neither letter, number nor line end.
    static final String HEAD = "[^\\r\\n\\p{L}\\p{N}]?";

    static final String LETTERS = HEAD + "\\p{L}+";
    static final String SPACES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    static final String OTHERS = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" + SPACES;
    static final String OTHERS_AND_SLASH = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + SPACES;
    static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    static final String BLOOM = " ?[^(\\s|.,!?\u2026\u3002\uFF0C\u3001\u0964\u06D4\u060C)]+";
    static final String EAST_ASIAN = "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+";

    /// `\s+$` in the file. With the look behind, a run that is not at the end is tried once, and
    /// not once for each of its characters.
    static final String TRAILING_SPACE = "(?<!\\s)\\s+\\z";

    /// Letters beyond ASCII that have upper and lower case, in a Unicode version of their time.
    static final String OTHER_CASED_LETTERS =
        "\u00B5\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u01BA\u01BC-\u01BF\u01C4-\u0293"
            + "\u0295-\u02AF\u0370-\u0373\u0376\u0377\u037B-\u037D\u037F\u0386\u0388-\u038A"
            + "\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u048A-\u052F\u0531-\u0556"
            + "\u10A0-\u10C5\u13A0-\u13F5\u13F8-\u13FD\u1C90-\u1CBA\u1CBD-\u1CBF\u1D00-\u1D2B"
            + "\u1D6B-\u1D77\u1D79-\u1D9A\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D"
            + "\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE"
            + "\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4"
            + "\u1FF6-\u1FFC\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128"
            + "\u212A-\u212D\u212F-\u2134\u2139\u213C-\u213F\u2145-\u2149\u214E\u2183\u2184"
            + "\u2C00-\u2C7B\u2C7E-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\uA640-\uA66D\uA680-\uA69B"
            + "\uA722-\uA76F\uA771-\uA787\uA78B-\uA78E\uAB70-\uABBF\uFB00-\uFB06\uFB13-\uFB17"
            + "\uFF21-\uFF3A\uFF41-\uFF5A\uD801\uDC00-\uD801\uDC4F\uD801\uDCB0-\uD801\uDCD3"
            + "\uD801\uDCD8-\uD801\uDCFB\uD803\uDC80-\uD803\uDCB2\uD803\uDCC0-\uD803\uDCF2"
            + "\uD806\uDCA0-\uD806\uDCDF\uD83A\uDD00-\uD83A\uDD43";

    /// Such letters. What is no letter at all, and then those of ASCII are asked for first; the
    /// rest is a hundred ranges, one after the other.
    static final String CASED = "\\s?[\\p{L}&&[[A-Za-z][" + OTHER_CASED_LETTERS + "]]]+";

    private Regex() {}
  }

  /// Patterns of files that are written in another way here.
  private static final Map<String, String> ALIASES =
      Map.of(
          "\\s+$",
          Regex.TRAILING_SPACE,
          "\\s?[A-Za-z" + Regex.OTHER_CASED_LETTERS + "]+",
          Regex.CASED,
          " ?[^(\\s|[.,!?\u2026\u3002\uFF0C\u3001\u0964\u06D4\u060C])]+",
          Regex.BLOOM);

  private final List<String> names;
  private final List<String> patterns;
  private final Splitter splitter;

  SplitPattern(List<String> names, String... patterns) {
    this.names = names;
    this.patterns = List.of(patterns);
    this.splitter =
        new Splitter(
            Arrays.stream(patterns)
                .<WordStep>map(pattern -> Split.isolated(compiled(pattern)))
                .toList());
  }

  private static List<String> names(String... names) {
    return List.of(names);
  }

  static Pattern compiled(String pattern) {
    return Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /// The patterns of a name of `tokenizer.ggml.pre`, or null.
  public static @Nullable SplitPattern find(String name) {
    for (SplitPattern pattern : values()) {
      if (pattern.names.contains(name)) {
        return pattern;
      }
    }
    return null;
  }

  /// A pattern as a file writes it, ready for use; null where it is none of this table. Patterns of
  /// files are not run as they are: one that is made for it takes a time that no one has.
  public static @Nullable Pattern published(String text) {
    String pattern = ALIASES.getOrDefault(text, text);
    boolean isKnown = Arrays.stream(values()).anyMatch(row -> row.patterns.contains(pattern));
    return isKnown ? compiled(pattern) : null;
  }

  /// The names in files, the usual one first.
  public List<String> names() {
    return names;
  }

  public Splitter splitter() {
    return splitter;
  }
}
