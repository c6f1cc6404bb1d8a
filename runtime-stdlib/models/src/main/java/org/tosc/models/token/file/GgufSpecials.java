package org.tosc.models.token.file;

import java.util.ArrayList;
import java.util.List;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.token.EndTokens;
import org.tosc.models.token.Frame;
import org.tosc.models.token.Vocabulary;

/// The tokens that a `.gguf` file names by their ids.
final class GgufSpecials {
  static final String BEGIN = "tokenizer.ggml.bos_token_id";
  static final String END = "tokenizer.ggml.eos_token_id";
  static final String UNKNOWN = "tokenizer.ggml.unknown_token_id";
  static final String CLASS = "tokenizer.ggml.cls_token_id";

  static final String ADDS_BEGIN = "tokenizer.ggml.add_bos_token";
  static final String ADDS_END = "tokenizer.ggml.add_eos_token";

  /// Spelt so in files.
  static final String SEPARATOR = "tokenizer.ggml.seperator_token_id";

  /// What ends what a model says, the end of a text first.
  static final List<String> ENDS =
      List.of(END, "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id");

  private final Metadata metadata;
  private final Vocabulary vocabulary;

  GgufSpecials(Metadata metadata, Vocabulary vocabulary) {
    this.metadata = metadata;
    this.vocabulary = vocabulary;
  }

  /// The id of a key, or [Vocabulary#NONE] where the file does not have it.
  private int id(String key) {
    return metadata.has(key) ? checked(key, metadata.integer(key)) : Vocabulary.NONE;
  }

  private int id(String key, int otherwise) {
    int id = id(key);
    return id == Vocabulary.NONE && otherwise < vocabulary.size() ? otherwise : id;
  }

  private int checked(String key, long id) {
    if (id < 0 || id >= vocabulary.size()) {
      throw metadata.fault(
          key, "there is no token " + id + "; the vocabulary has " + vocabulary.size());
    }
    return (int) id;
  }

  int unknown(int otherwise) {
    return id(UNKNOWN, otherwise);
  }

  int requireUnknown(int otherwise) {
    int id = unknown(otherwise);
    if (id == Vocabulary.NONE) {
      throw metadata.fault(UNKNOWN, "the vocabulary has no unknown token");
    }
    return id;
  }

  /// What lies around a text.
  ///
  /// @param beginsByDefault whether a file that does not say so has the token for the begin
  /// @param endsByDefault likewise for the end
  Frame frame(boolean beginsByDefault, boolean endsByDefault) {
    boolean begins = metadata.flag(ADDS_BEGIN, beginsByDefault);
    boolean ends = metadata.flag(ADDS_END, endsByDefault);
    return new Frame(around(begins, id(BEGIN)), around(ends, id(END)));
  }

  /// `[CLS]` and `[SEP]`, at BERT's own places where the file does not name them.
  Frame bertFrame() {
    int first = id(CLASS, id(BEGIN, 101));
    return new Frame(around(true, first), around(true, id(SEPARATOR, 102)));
  }

  private static int[] around(boolean isThere, int id) {
    return isThere && id != Vocabulary.NONE ? new int[] {id} : new int[0];
  }

  EndTokens ends() {
    List<Integer> ids = new ArrayList<>();
    for (String key : ENDS) {
      int id = id(key);
      if (id != Vocabulary.NONE) {
        ids.add(id);
      }
    }
    return EndTokens.of(vocabulary, ids);
  }
}
