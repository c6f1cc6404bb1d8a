package org.tosc.driver.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.load.OpenModel;
import org.tosc.models.train.Examples;
import org.tosc.models.train.Fingerprint;
import org.tosc.models.train.TokenWindows;
import org.tosc.models.transformer.Adapters;
import org.tosc.models.transformer.Architecture;
import org.tosc.models.transformer.Parameter;
import org.tosc.models.transformer.Parameters;
import org.tosc.models.transformer.PreparedParameters;
import org.tosc.models.transformer.WholeTexts;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.RandomSource;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Scalar;

/// A language model out of a file: all its weights are parameters, or those of adapters beside its
/// matrices. It is trained in `f32`, whatever its file has.
final class TextTrainee implements Trainee {
  /// The fact of a checkpoint of adapters that says beside which weights they were trained.
  private static final String BASE = "base_sha256";

  private final LoadedModel loaded;
  private final OpenModel open;
  private final Parameters floats;
  private final int context;
  private final int rank;
  private final Map<String, Tensor> first = new LinkedHashMap<>();
  private @Nullable String fingerprint;

  private TextTrainee(LoadedModel loaded, OpenModel open, int context, int rank) {
    this.loaded = loaded;
    this.open = open;
    this.floats = PreparedParameters.floats(open.weights());
    this.context = context;
    this.rank = rank;
  }

  static TextTrainee of(LoadedModel loaded, TrainSettings settings) {
    settings.refuse("loss");
    OpenModel open = loaded.open();
    int most = open.architecture().context();
    TextTrainee trainee = new TextTrainee(loaded, open, settings.context(most), settings.rank());
    if (trainee.rank == 0) {
      trainee.takeAll();
    } else {
      trainee.takeAdapters(new RandomSource(settings.seed()));
    }
    return trainee;
  }

  private Architecture architecture() {
    return open.architecture();
  }

  private void takeAll() {
    WholeTexts whole = new WholeTexts(architecture(), floats, 1, 1);
    Set<String> names = new LinkedHashSet<>(whole.entry().weights());
    for (int i = 0; i < architecture().layers(); i++) {
      String prefix = "blk." + i + ".";
      whole.layer(i).weights().forEach(name -> names.add(prefix + name));
    }
    names.addAll(whole.loss().weights());
    for (String name : names) {
      Parameter weight = floats.need(name);
      float[] cells = weight.bytes().toArray(ValueLayout.JAVA_FLOAT);
      first.put(name, Raw.adopt(weight.shape(), cells));
    }
  }

  /// `A` begins with small numbers, drawn as PyTorch's `Linear` draws its weights, and `B` with
  /// zeros, so that the model begins as it was.
  private void takeAdapters(RandomSource random) {
    for (Weight weight : Adapters.adapted(open.weights())) {
      int out = Math.toIntExact(weight.rows());
      int in = Math.toIntExact(weight.rowLength());
      float[] a = new float[Math.multiplyExact(rank, in)];
      double bound = 1 / Math.sqrt((double) in);
      for (int i = 0; i < a.length; i++) {
        a[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      first.put(weight.name() + Adapters.A, Raw.adopt(new long[] {rank, in}, a));
      first.put(weight.name() + Adapters.B, Raw.zeros(DType.F32, new long[] {out, rank}));
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(first.keySet());
  }

  @Override
  public List<Tensor> first() {
    return List.copyOf(first.values());
  }

  /// Adapters mean nothing beside other weights; a checkpoint without them has all that is trained.
  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(RunFacts.LORA, Integer.toString(rank));
    facts.put(RunFacts.CONTEXT, Integer.toString(context));
    if (rank != 0) {
      facts.put(BASE, fingerprint());
    }
    return facts;
  }

  private String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = Fingerprint.of(open.weights());
      fingerprint = known;
    }
    return known;
  }

  /// The weights that the checkpoint's adapters belong to: those of the model, or where adapters
  /// were added to them since, what they were before.
  @Override
  public Trainee goneOn(Map<String, String> checkpoint) {
    String wanted = checkpoint.get(BASE);
    Weights base = loaded.base();
    boolean isOld = wanted == null;
    if (rank == 0 || (isOld && base == null)) {
      return this;
    }
    if (!isOld && base != null) {
      TextTrainee before = new TextTrainee(loaded, open.with(base.all()), context, rank);
      before.first.putAll(first);
      if (before.fingerprint().equals(wanted)) {
        return before;
      }
    }
    if (fingerprint().equals(wanted)) {
      return this;
    }
    throw new IllegalArgumentException(
        (isOld
                ? "it does not say which weights its adapters belong to, and the model was trained"
                    + " since it was loaded"
                : "its adapters belong to other weights than those of the model")
            + "; load the model with which that training began, and go on with that");
  }

  @Override
  public Examples examples(@Nullable Object data) {
    List<int[]> texts =
        TrainingTexts.of(data).stream().map(t -> TrainingTexts.tokens(t, loaded.model())).toList();
    try {
      return TokenWindows.of(texts, context);
    } catch (IllegalArgumentException wrong) {
      throw Errors.value(String.valueOf(wrong.getMessage()));
    }
  }

  @Override
  public int usualBatch() {
    return 8;
  }

  @Override
  public Gradients gradients(TrainSettings settings, EngineCompute compute, Consumer<String> say) {
    Parameters all =
        name -> {
          Tensor own = first.get(name);
          return own == null ? floats.find(name) : shape(name, own);
        };
    return new TextGradients(architecture(), all, names(), compute, settings.precision());
  }

  /// What a piece of TIR needs to know of a parameter.
  private static Parameter shape(String name, Tensor tensor) {
    return new Parameter(name, Scalar.F32, tensor.shape(), MemorySegment.NULL);
  }

  @Override
  public void give(List<Tensor> learned) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), learned.get(i));
    }
    List<Weight> made = new ArrayList<>();
    boolean isWhole = rank == 0;
    if (isWhole) {
      byName.forEach(
          (name, tensor) -> made.add(Weight.of(name, tensor.shape(), Raw.floats(tensor))));
    } else {
      Adapters.adapted(open.weights()).forEach(w -> made.add(merged(w, byName)));
    }
    loaded.become(open.with(made), isWhole ? null : open.weights());
  }

  private Weight merged(Weight weight, Map<String, Tensor> adapters) {
    String name = weight.name();
    float[] w = floats.need(name).bytes().toArray(ValueLayout.JAVA_FLOAT);
    float[] a = Raw.floats(Objects.requireNonNull(adapters.get(name + Adapters.A)));
    float[] b = Raw.floats(Objects.requireNonNull(adapters.get(name + Adapters.B)));
    return Weight.of(name, weight.shape(), Adapters.merged(w, a, b, rank));
  }
}
