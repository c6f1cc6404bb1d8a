package org.tosc.models.token.file;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;
import org.tosc.models.token.Ids;
import org.tosc.models.token.subword.Merges;
import org.tosc.rt.tensor.file.TensorFileFault;

/// `model` of a `tokenizer.json`: its vocabulary and merges, which are long, and what else it says.
final class JsonVocabulary {
  private static final int MOST_HOLES = 1 << 20;

  private final String file;
  private final List<String> texts = new ArrayList<>();
  private final List<Float> scores = new ArrayList<>();
  private final List<Merges.Pair> merges = new ArrayList<>();

  /// Where each merge is; files are shorter than 2 GiB.
  private final Ids mergePlaces = new Ids();

  private final Map<String, JsonNode> rest = new LinkedHashMap<>();
  private long at;
  private long vocabularyAt;
  private boolean hasScores;

  /// How many texts the vocabulary names.
  private int named;

  private JsonVocabulary(String file) {
    this.file = file;
  }

  static JsonVocabulary read(String file, JsonReader reader) {
    JsonVocabulary read = new JsonVocabulary(file);
    read.at = reader.at();
    reader.members(
        name -> {
          reader.next();
          switch (name) {
            case "vocab" -> read.vocabulary(reader);
            case "merges" -> reader.items(() -> read.merge(reader));
            default -> read.rest.put(name, reader.node());
          }
        });
    return read;
  }

  private void vocabulary(JsonReader reader) {
    vocabularyAt = reader.at();
    if (reader.isAt(JsonToken.START_ARRAY)) {
      hasScores = true;
      reader.items(() -> scored(reader));
    } else {
      Map<String, Integer> ids = new LinkedHashMap<>();
      reader.members(
          text -> {
            reader.next();
            ids.put(text, reader.id());
          });
      place(ids);
    }
  }

  /// An item of Unigram's vocabulary: `["▁the", -3.2]`.
  private void scored(JsonReader reader) {
    reader.require(JsonToken.START_ARRAY, "an array of a text and its score");
    reader.next();
    texts.add(reader.text());
    reader.next();
    scores.add((float) reader.number());
    if (reader.next() != JsonToken.END_ARRAY) {
      throw reader.fault("expected the end of a text and its score");
    }
  }

  private void place(Map<String, Integer> ids) {
    named = ids.size();
    ids.forEach((text, id) -> put(text, id, vocabularyAt));
  }

  /// Puts a text at its id; ids before it that are not there yet are holes. A vocabulary has few of
  /// them, so a file of few bytes does not ask for much memory.
  void put(String text, int id, long place) {
    if (id >= 2L * Math.max(named, texts.size()) + MOST_HOLES) {
      throw new TensorFileFault(file, place, "token id " + id + " is far beyond the vocabulary");
    }
    while (texts.size() <= id) {
      texts.add("");
    }
    String earlier = texts.set(id, text);
    if (!earlier.isEmpty() && !earlier.equals(text)) {
      throw new TensorFileFault(file, place, "two tokens have the id " + id);
    }
  }

  /// `"Ġ t"`, or `["Ġ", "t"]`, which allows spaces within tokens.
  private void merge(JsonReader reader) {
    mergePlaces.add((int) reader.at());
    if (reader.isAt(JsonToken.START_ARRAY)) {
      List<String> sides = new ArrayList<>();
      reader.items(() -> sides.add(reader.text()));
      if (sides.size() != 2) {
        throw reader.fault("a merge has two sides");
      }
      merges.add(new Merges.Pair(sides.getFirst(), sides.getLast()));
      return;
    }
    String text = reader.text();
    int space = text.indexOf(' ');
    if (space <= 0 || space == text.length() - 1 || text.indexOf(' ', space + 1) >= 0) {
      throw reader.fault("expected a merge of two sides, with one space between them");
    }
    merges.add(new Merges.Pair(text.substring(0, space), text.substring(space + 1)));
  }

  /// What the model says but for its vocabulary and merges.
  JsonNode node() {
    return new JsonNode(file, at, new JsonNode.Value.Members(rest));
  }

  /// The model's type. Files of early versions do not have it.
  String type() {
    @Nullable JsonNode type = node().find("type");
    if (type != null) {
      return type.text();
    }
    if (hasScores) {
      return "Unigram";
    }
    return merges.isEmpty() ? "WordPiece" : "BPE";
  }

  List<String> texts() {
    return texts;
  }

  float[] scores() {
    float[] all = new float[texts.size()];
    for (int id = 0; id < scores.size(); id++) {
      all[id] = scores.get(id);
    }
    return all;
  }

  List<Merges.Pair> merges() {
    return merges;
  }

  TensorFileFault fault(String reason) {
    return new TensorFileFault(file, vocabularyAt, reason);
  }

  /// A fault of a merge, at its byte.
  TensorFileFault mergeFault(int merge, String reason) {
    return new TensorFileFault(file, mergePlaces.get(merge), TensorFileFault.escaped(reason));
  }
}
