package org.tosc.models.token.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.token.Frame;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// `post_processor` of a `tokenizer.json`: what lies around one text.
final class JsonFrames {
  private static final String KNOWN =
      "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel and Sequence";

  private final Vocabulary vocabulary;
  private Ids before = new Ids();
  private final Ids after = new Ids();

  private JsonFrames(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  static Frame read(@Nullable JsonNode node, Vocabulary vocabulary) {
    JsonFrames frames = new JsonFrames(vocabulary);
    if (node != null) {
      frames.add(node);
    }
    return new Frame(frames.before.toArray(), frames.after.toArray());
  }

  private void add(JsonNode node) {
    String type = node.text("type");
    switch (type) {
      case "Sequence" -> node.require("processors").items().forEach(this::add);
      case "ByteLevel" -> {} // It is about places in the text only.
      case "BertProcessing", "RobertaProcessing" -> {
        Ids outer = new Ids();
        outer.add(named(node.require("cls")));
        wrap(outer);
        after.add(named(node.require("sep")));
      }
      case "TemplateProcessing" -> template(node);
      default -> throw node.unknown("post_processor", type, KNOWN);
    }
  }

  /// What comes later lies outside.
  private void wrap(Ids outer) {
    outer.addAll(before.toArray());
    before = outer;
  }

  /// `["[CLS]", 101]`.
  private int named(JsonNode node) {
    List<JsonNode> items = node.items();
    if (items.size() != 2) {
      throw node.fault("expected a token and its id");
    }
    return checked(items.getLast());
  }

  private int checked(JsonNode node) {
    int id = node.count();
    if (id >= vocabulary.size()) {
      throw node.fault("there is no token " + id + "; the vocabulary has " + vocabulary.size());
    }
    return id;
  }

  private void template(JsonNode node) {
    JsonNode tokens = node.require("special_tokens");
    Ids outer = new Ids();
    boolean isBehindText = false;
    for (JsonNode item : node.require("single").items()) {
      if (item.find("Sequence") != null) {
        isBehindText = true;
        continue;
      }
      String name = item.require("SpecialToken").text("id");
      for (JsonNode id : tokens.require(name).require("ids").items()) {
        (isBehindText ? after : outer).add(checked(id));
      }
    }
    wrap(outer);
  }
}
