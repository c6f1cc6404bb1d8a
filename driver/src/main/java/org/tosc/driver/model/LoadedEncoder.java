package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.models.token.EncodeOptions;
import org.tosc.models.token.Tokenizer;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Architecture.Pooling;
import org.tosc.models.transformer.Encoder;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;

/// An encoder as a value of guest code: text in, numbers out.
///
/// @param name as the program loaded it
record LoadedEncoder(String name, Encoder encoder, Tokenizer tokenizer) implements ForeignValue {
  @Override
  public String kind() {
    return "model";
  }

  @Override
  public @Nullable Object member(String member) {
    return ModelMembers.of(name, architecture(), member);
  }

  private Architecture architecture() {
    return encoder.transformer().architecture();
  }

  /// The row of a text, `[width]`, or those of its tokens, `[tokens, width]`, where the model says
  /// nothing of how they become one.
  ///
  /// @throws IllegalArgumentException where the text is longer than the model's context
  Tensor embedding(String text) {
    int[] ids = tokenizer.encode(text, EncodeOptions.FRAMED);
    int width = architecture().width();
    if (architecture().pooling() != Pooling.NONE) {
      return Tensor.ofFloats(new long[] {width}, encoder.embedding(ids));
    }
    float[][] rows = encoder.rows(ids);
    float[] all = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * width, width);
    }
    return Tensor.ofFloats(new long[] {rows.length, width}, all);
  }

  @Override
  public @Nullable FunctionValue asFunction() {
    return null;
  }

  @Override
  public String toString() {
    return "<model " + name + ">";
  }
}
