package org.tosc.models.gguf;

import org.tosc.rt.tensor.file.TensorFileFault;

/// The numbers that a transformer is built from, checked before anything is built: metadata can say
/// that a model has no heads, or more words than it lists.
///
/// @param architecture the prefix of the other keys: `llama`
/// @param vocabulary how many tokens there are
/// @param context how many tokens the model was made for
/// @param embedding how many numbers stand for a token
/// @param feedForward how many numbers the wide layer of a block has
/// @param headsKv heads of keys and values; each is shared by `heads / headsKv` heads
/// @param headSize how many numbers a head has
public record Hyperparameters(
    String architecture,
    int vocabulary,
    int context,
    int embedding,
    int blocks,
    int feedForward,
    int heads,
    int headsKv,
    int headSize) {
  /// Far above all models, and small enough for products of two to fit in a `long`.
  private static final int MOST = 1 << 28;

  private static final int MOST_BLOCKS = 1 << 12;
  private static final String TOKENS = "tokenizer.ggml.tokens";

  /// Reads and checks the keys of an architecture.
  ///
  /// @throws TensorFileFault with the key and the byte of what is wrong
  public static Hyperparameters of(Metadata metadata) {
    Check check = new Check(metadata);
    String architecture = metadata.string("general.architecture");
    String prefix = architecture + ".";
    int embedding = check.count(prefix + "embedding_length", MOST);
    int heads = check.count(prefix + "attention.head_count", MOST);
    String kv = prefix + "attention.head_count_kv";
    int headsKv = metadata.has(kv) ? check.count(kv, heads) : heads;
    check.divides(kv, headsKv, heads, "heads");
    String keyLength = prefix + "attention.key_length";
    if (!metadata.has(keyLength)) {
      check.divides(prefix + "attention.head_count", heads, embedding, "numbers of a token");
    }
    return new Hyperparameters(
        architecture,
        vocabulary(metadata, prefix + "vocab_size"),
        check.count(prefix + "context_length", MOST),
        embedding,
        check.count(prefix + "block_count", MOST_BLOCKS),
        check.count(prefix + "feed_forward_length", MOST),
        heads,
        headsKv,
        metadata.has(keyLength) ? check.count(keyLength, MOST) : embedding / heads);
  }

  /// How many tokens there are: as many as are listed. No more may be said.
  private static int vocabulary(Metadata metadata, String key) {
    Check check = new Check(metadata);
    if (!metadata.has(TOKENS)) {
      return check.count(key, MOST);
    }
    int listed = metadata.strings(TOKENS).size();
    if (metadata.has(key) && check.count(key, MOST) > listed) {
      throw metadata.fault(
          key, metadata.integer(key) + " tokens are said, but " + listed + " are listed");
    }
    if (listed == 0) {
      throw metadata.fault(TOKENS, "no tokens are listed");
    }
    return listed;
  }

  /// Conditions on metadata.
  private record Check(Metadata metadata) {
    /// A whole number from 1 to `most`.
    int count(String key, int most) {
      long value = metadata.integer(key);
      if (value < 1 || value > most) {
        throw metadata.fault(key, "expected 1 to " + most + ", found " + value);
      }
      return (int) value;
    }

    void divides(String key, int divisor, int number, String what) {
      if (number % divisor != 0) {
        throw metadata.fault(key, number + " " + what + " cannot be shared by " + divisor);
      }
    }
  }
}
