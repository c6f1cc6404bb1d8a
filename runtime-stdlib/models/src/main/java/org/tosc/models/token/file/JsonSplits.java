package org.tosc.models.token.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.token.normal.Step;
import org.tosc.models.token.split.Behaviour;
import org.tosc.models.token.split.Split;
import org.tosc.models.token.split.SplitPattern;
import org.tosc.models.token.split.Splitter;
import org.tosc.models.token.split.WordPatterns;
import org.tosc.models.token.split.WordStep;

/// `pre_tokenizer` of a `tokenizer.json`.
final class JsonSplits {
  private static final String KNOWN =
      "ByteLevel, Metaspace, Split, Digits, Punctuation, Whitespace, WhitespaceSplit,"
          + " BertPreTokenizer and Sequence";

  /// Matches nothing but ASCII, so it may follow `ByteLevel`, which makes letters of other bytes.
  private static final String THREE_DIGITS = "[0-9][0-9][0-9]";

  private final List<WordStep> steps = new ArrayList<>();
  private boolean isByteLevel;

  private JsonSplits() {}

  static JsonSplits read(@Nullable JsonNode node) {
    JsonSplits splits = new JsonSplits();
    if (node != null) {
      splits.add(node);
    }
    return splits;
  }

  Splitter splitter() {
    return new Splitter(steps);
  }

  /// Whether words are bytes.
  boolean isByteLevel() {
    return isByteLevel;
  }

  private void add(JsonNode node) {
    String type = node.text("type");
    if (isByteLevel && !isOfAscii(type, node)) {
      throw node.fault("`" + type + "` behind `ByteLevel` is not supported");
    }
    switch (type) {
      case "Sequence" -> node.require("pretokenizers").items().forEach(this::add);
      case "ByteLevel" -> byteLevel(node);
      case "Metaspace" -> metaspace(node);
      case "Split" ->
          steps.add(
              new Split(
                  pattern(node.require("pattern")),
                  behaviour(node.require("behavior")),
                  node.flag("invert", false)));
      case "Digits" ->
          steps.add(
              new Split(
                  WordPatterns.DIGIT,
                  node.flag("individual_digits", false) ? Behaviour.ISOLATED : Behaviour.CONTIGUOUS,
                  false));
      case "Punctuation" -> {
        JsonNode behaviour = node.find("behavior");
        steps.add(
            new Split(
                WordPatterns.PUNCTUATION,
                behaviour == null ? Behaviour.ISOLATED : behaviour(behaviour),
                false));
      }
      case "Whitespace" -> steps.add(new Split(WordPatterns.WORD, Behaviour.REMOVED, true));
      case "WhitespaceSplit" ->
          steps.add(new Split(WordPatterns.WHITE_SPACE, Behaviour.REMOVED, false));
      case "BertPreTokenizer" -> steps.addAll(WordPatterns.BERT.steps());
      default -> throw node.unknown("pre_tokenizer", type, KNOWN);
    }
  }

  private static boolean isOfAscii(String type, JsonNode node) {
    if (!type.equals("Split")) {
      return false;
    }
    JsonNode regex = node.require("pattern").find("Regex");
    return regex != null && regex.text().equals(THREE_DIGITS);
  }

  private void byteLevel(JsonNode node) {
    if (node.flag("add_prefix_space", true)) {
      steps.add(new WordStep.Change(new Step.Begin(" ", false)));
    }
    if (node.flag("use_regex", true)) {
      steps.addAll(SplitPattern.GPT_2.splitter().steps());
    }
    isByteLevel = true;
  }

  private void metaspace(JsonNode node) {
    String mark = node.text("replacement", TokenPieces.SPACE_MARK);
    if (!mark.equals(TokenPieces.SPACE_MARK)) {
      throw node.unknown("replacement", mark, TokenPieces.SPACE_MARK);
    }
    steps.add(new WordStep.Change(new Step.Replace(" ", mark)));
    String scheme = scheme(node);
    switch (scheme) {
      case "always" -> steps.add(new WordStep.Change(new Step.Begin(mark, false)));
      case "first" -> steps.add(new WordStep.Change(new Step.Begin(mark, true)));
      case "never" -> {}
      default -> throw node.unknown("prepend_scheme", scheme, "always, first and never");
    }
    if (node.flag("split", true)) {
      steps.add(new Split(Pattern.compile(mark), Behaviour.MERGED_WITH_NEXT, false));
    }
  }

  /// When a mark is put before a text: `prepend_scheme`, and `add_prefix_space` in older files.
  static String scheme(JsonNode node) {
    return node.text("prepend_scheme", node.flag("add_prefix_space", true) ? "always" : "never");
  }

  private static Pattern pattern(JsonNode node) {
    JsonNode text = node.find("String");
    if (text != null) {
      return Pattern.compile(Pattern.quote(text.text()));
    }
    JsonNode regex = node.require("Regex");
    Pattern published = SplitPattern.published(regex.text());
    if (published == null) {
      throw regex.unknown("pattern", regex.text(), "those of published models");
    }
    return published;
  }

  private static Behaviour behaviour(JsonNode node) {
    return switch (node.text()) {
      case "Removed" -> Behaviour.REMOVED;
      case "Isolated" -> Behaviour.ISOLATED;
      case "MergedWithPrevious" -> Behaviour.MERGED_WITH_PREVIOUS;
      case "MergedWithNext" -> Behaviour.MERGED_WITH_NEXT;
      case "Contiguous" -> Behaviour.CONTIGUOUS;
      default ->
          throw node.unknown(
              "behavior",
              node.text(),
              "Removed, Isolated, MergedWithPrevious, MergedWithNext and Contiguous");
    };
  }
}
