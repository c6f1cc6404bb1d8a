package org.tosc.models.token.file;

import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.token.Pieces;
import org.tosc.models.token.Vocabulary;
import org.tosc.models.token.subword.WordPiece;

/// `decoder` of a `tokenizer.json`: what tokens are as text.
final class JsonDecoders {
  private static final String KNOWN =
      "ByteLevel, Metaspace, WordPiece, and a Sequence of Replace, ByteFallback, Fuse and Strip";

  private JsonDecoders() {}

  static Pieces read(@Nullable JsonNode node, JsonNode file, Vocabulary vocabulary) {
    if (node == null) {
      throw file.fault("there is no `decoder`");
    }
    String type = node.text("type");
    return switch (type) {
      case "ByteLevel" -> TokenPieces.ofBytes(vocabulary);
      case "Metaspace" ->
          TokenPieces.ofSentences(vocabulary, !JsonSplits.scheme(node).equals("never"));
      case "WordPiece" -> wordPiece(node, vocabulary);
      case "Sequence" -> TokenPieces.ofSentences(vocabulary, dropsLeadingSpace(node));
      default -> throw node.unknown("decoder", type, KNOWN);
    };
  }

  private static Pieces wordPiece(JsonNode node, Vocabulary vocabulary) {
    WordPiece.Marks marks = WordPiece.Marks.CONTINUATIONS;
    String prefix = node.text("prefix", marks.mark());
    if (!prefix.equals(marks.mark())) {
      throw node.unknown("prefix", prefix, marks.mark());
    }
    return TokenPieces.ofWords(vocabulary, marks, node.flag("cleanup", true));
  }

  /// Checks that a sequence is that of SentencePiece, and says whether it drops a leading space.
  private static boolean dropsLeadingSpace(JsonNode node) {
    boolean drops = false;
    for (JsonNode item : node.require("decoders").items()) {
      String type = item.text("type");
      switch (type) {
        case "ByteFallback", "Fuse" -> {}
        case "Replace" -> requireSpaceMark(item);
        case "Strip" -> {
          requireOneSpace(item);
          drops = item.require("start").count() == 1;
        }
        default -> throw item.unknown("decoder", type, KNOWN);
      }
    }
    return drops;
  }

  private static void requireSpaceMark(JsonNode node) {
    JsonNode pattern = node.require("pattern").require("String");
    if (!pattern.text().equals(TokenPieces.SPACE_MARK) || !node.text("content").equals(" ")) {
      throw pattern.unknown("replacement", pattern.text(), "those of ▁ by a space");
    }
  }

  private static void requireOneSpace(JsonNode node) {
    boolean isKnown =
        node.text("content").equals(" ")
            && node.require("start").count() <= 1
            && node.require("stop").count() == 0;
    if (!isKnown) {
      throw node.fault("`Strip` of other than one leading space is not supported");
    }
  }
}
