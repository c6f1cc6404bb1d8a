package org.tosc.driver.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Compute;
import org.tosc.models.load.OpenModel;
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
record LoadedEncoder(
    String name, OpenModel open, Tokenizer tokenizer, Map<Compute, Encoder> elsewhere)
    implements ForeignValue {
  LoadedEncoder(String name, OpenModel open) {
    this(name, open, LanguageModels.tokenizer(open), new ConcurrentHashMap<>());
  }

  @Override
  public String kind() {
    return "model";
  }

  @Override
  public @Nullable Object member(String member) {
    return ModelMembers.of(name, architecture(), member);
  }

  private Architecture architecture() {
    return open.architecture();
  }

  /// The row of a text, `[width]`, or those of its tokens, `[tokens, width]`, where the model says
  /// nothing of how they become one.
  ///
  /// @throws IllegalArgumentException where the text is longer than the model's context
  Tensor embedding(String text, Compute compute) {
    Encoder encoder = elsewhere.computeIfAbsent(compute, this::on);
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

  private Encoder on(Compute compute) {
    return new Encoder(open.compute().equals(compute) ? open.transformer() : open.on(compute));
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
