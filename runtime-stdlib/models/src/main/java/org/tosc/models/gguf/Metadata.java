package org.tosc.models.gguf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.file.TensorFileFault;

/// What a model file says about itself, by key, in the file's order: `general.architecture`,
/// `llama.block_count`, `tokenizer.ggml.tokens` …
///
/// The accessors give a value of the type that a program needs, or fail with the file, the byte of
/// the value, its key, and the type that was expected.
public final class Metadata {
  /// A value, and the byte where it begins.
  private record Entry(MetadataValue value, long at) {}

  private final String file;
  private final Map<String, Entry> entries;

  private Metadata(String file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /// Metadata that a program makes.
  public static Metadata of(Map<String, MetadataValue> values) {
    Builder builder = new Builder("metadata");
    values.forEach((key, value) -> builder.add(key, value, 0));
    return builder.build();
  }

  /// Collects what a reader finds.
  static final class Builder {
    private final String file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Builder(String file) {
      this.file = file;
    }

    /// Whether the key is new.
    boolean add(String key, MetadataValue value, long at) {
      return entries.putIfAbsent(key, new Entry(value, at)) == null;
    }

    Metadata build() {
      return new Metadata(file, entries);
    }
  }

  /// A copy where a key has this value, at its old place or at the end.
  public Metadata with(String key, MetadataValue value) {
    Map<String, Entry> changed = new LinkedHashMap<>(entries);
    changed.put(key, new Entry(value, 0));
    return new Metadata(file, changed);
  }

  /// All keys, in the file's order.
  public Set<String> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /// The value of a key as the file has it, or null.
  public @Nullable MetadataValue find(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value;
  }

  /// The text of a key.
  public String string(String key) {
    if (value(key) instanceof MetadataValue.Text(String text)) {
      return text;
    }
    throw wrong(key, "string");
  }

  public String string(String key, String otherwise) {
    return has(key) ? string(key) : otherwise;
  }

  /// The texts of a key; each is made when it is asked for.
  public List<String> strings(String key) {
    if (value(key) instanceof MetadataValue.Texts(List<String> texts)) {
      return texts;
    }
    throw wrong(key, "array of string");
  }

  /// The whole number of a key, of any width.
  public long integer(String key) {
    if (value(key) instanceof MetadataValue.Whole(MetadataType type, long value)) {
      return representable(key, type, value);
    }
    throw wrong(key, "whole number");
  }

  public long integer(String key, long otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  /// The whole numbers of a key, of any width.
  public long[] integers(String key) {
    if (value(key) instanceof MetadataValue.Numbers numbers
        && numbers.type().family() == MetadataType.Family.WHOLE) {
      long[] out = new long[numbers.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = representable(key, numbers.type(), numbers.whole(i));
      }
      return out;
    }
    throw wrong(key, "array of whole numbers");
  }

  private long representable(String key, MetadataType type, long value) {
    if (type == MetadataType.U64 && value < 0) {
      throw fault(key, "expected a number below 2^63, found " + Long.toUnsignedString(value));
    }
    return value;
  }

  /// The floating-point number of a key.
  public double real(String key) {
    if (value(key) instanceof MetadataValue.Real real) {
      return real.value();
    }
    throw wrong(key, "floating-point number");
  }

  public double real(String key, double otherwise) {
    return has(key) ? real(key) : otherwise;
  }

  /// The number of a key, whole or not: writers differ in what they take for a factor.
  public double number(String key) {
    return value(key) instanceof MetadataValue.Whole ? (double) integer(key) : real(key);
  }

  /// The floating-point numbers of a key.
  public double[] reals(String key) {
    if (value(key) instanceof MetadataValue.Numbers numbers
        && numbers.type().family() == MetadataType.Family.REAL) {
      double[] out = new double[numbers.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = numbers.real(i);
      }
      return out;
    }
    throw wrong(key, "array of floating-point numbers");
  }

  /// The yes or no of a key.
  public boolean flag(String key) {
    if (value(key) instanceof MetadataValue.Flag(boolean flag)) {
      return flag;
    }
    throw wrong(key, "bool");
  }

  public boolean flag(String key, boolean otherwise) {
    return has(key) ? flag(key) : otherwise;
  }

  /// What is wrong with the value of a key, at its byte.
  public TensorFileFault fault(String key, String reason) {
    Entry entry = entries.get(key);
    return new TensorFileFault(
        file,
        entry == null ? 0 : entry.at,
        "metadata `" + TensorFileFault.escaped(key) + "`: " + reason);
  }

  /// What is wrong with the file as a whole, such as a weight that it lacks.
  public TensorFileFault fault(String reason) {
    return TensorFileFault.ofWhole(file, reason);
  }

  private MetadataValue value(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw fault(key, "the file has no such key");
    }
    return entry.value;
  }

  private TensorFileFault wrong(String key, String expected) {
    return fault(key, "expected a value of type " + expected + ", found " + value(key).typeText());
  }
}
