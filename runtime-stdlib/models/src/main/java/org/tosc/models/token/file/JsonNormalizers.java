package org.tosc.models.token.file;

import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.token.normal.BertText;
import org.tosc.models.token.normal.Charsmap;
import org.tosc.models.token.normal.Normalizer;
import org.tosc.models.token.normal.Step;

/// `normalizer` of a `tokenizer.json`.
final class JsonNormalizers {
  private static final String KNOWN =
      "NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Prepend, Replace, Precompiled,"
          + " BertNormalizer and Sequence";

  /// Patterns of published files whose matches are replaced.
  private static final Map<String, Pattern> PATTERNS = Map.of(" {2,}", Pattern.compile(" {2,}"));

  private JsonNormalizers() {}

  static Normalizer read(@Nullable JsonNode node) {
    return node == null ? Normalizer.NONE : new Normalizer(steps(node));
  }

  private static List<Step> steps(JsonNode node) {
    String type = node.text("type");
    return switch (type) {
      case "Sequence" -> sequence(node);
      case "NFC" -> List.of(new Step.Form(Form.NFC));
      case "NFD" -> List.of(new Step.Form(Form.NFD));
      case "NFKC" -> List.of(new Step.Form(Form.NFKC));
      case "NFKD" -> List.of(new Step.Form(Form.NFKD));
      case "Lowercase" -> List.of(new Step.LowerCase());
      case "StripAccents" -> List.of(new Step.Without(BertText::isMark));
      case "Strip" ->
          List.of(new Step.Strip(node.flag("strip_left", true), node.flag("strip_right", true)));
      case "Prepend" -> List.of(new Step.Prepend(node.text("prepend")));
      case "Replace" -> List.of(replace(node));
      case "Precompiled" -> List.of(new Step.Table(charsmap(node.require("precompiled_charsmap"))));
      case "BertNormalizer" -> bert(node);
      default -> throw node.unknown("normalizer", type, KNOWN);
    };
  }

  private static List<Step> sequence(JsonNode node) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode item : node.require("normalizers").items()) {
      steps.addAll(steps(item));
    }
    return steps;
  }

  private static Step replace(JsonNode node) {
    JsonNode pattern = node.require("pattern");
    String content = node.text("content");
    JsonNode text = pattern.find("String");
    if (text != null) {
      return new Step.Replace(text.text(), content);
    }
    JsonNode regex = pattern.require("Regex");
    Pattern known = PATTERNS.get(regex.text());
    if (known == null) {
      throw regex.unknown("pattern", regex.text(), PATTERNS.keySet().toString());
    }
    return new Step.ReplacePattern(known, content);
  }

  private static Charsmap charsmap(JsonNode node) {
    try {
      return Charsmap.of(Base64.getDecoder().decode(node.text()), node::fault);
    } catch (IllegalArgumentException e) {
      throw node.fault("this is no base64");
    }
  }

  private static List<Step> bert(JsonNode node) {
    boolean lowers = node.flag("lowercase", true);
    return BertText.steps(
        node.flag("clean_text", true),
        node.flag("handle_chinese_chars", true),
        node.flag("strip_accents", lowers),
        lowers);
  }
}
