package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.driver.Programs;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.train.TokenWindows;
import org.tosc.models.transformer.Adapters;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.Parameter;
import org.tosc.models.transformer.Parameters;
import org.tosc.models.transformer.PreparedParameters;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Scalar;

/// The loss of language models is that of loops over `double`, and its gradients are what that loss
/// changes by.
final class TextGradientsTest {
  private static final int TEXTS = 3;
  private static final int LENGTH = 12;

  /// How many tokens of each text have a next one.
  private static final int[] COUNTS = {12, 7, 12};

  private static final double STEP = 1e-4;
  private static final double SCALE = 8;

  /// Of `f32` sums of some hundred terms, of losses of about 4.
  private static final double LOSS_BOUND = 2e-5;

  /// Of the largest gradient of a weight.
  private static final double BOUND = 2e-4;

  @TempDir Path folder;

  /// All models on the fastest engine of this machine, and three that have most between them on
  /// all.
  static Stream<Arguments> decoders() {
    String fast = EngineCompute.of("jvm", 1).name();
    List<String> few = List.of("llama 3", "gemma2", "gpt2");
    return Engines.with(TinyModels.decoders())
        .filter(a -> a.get()[0].equals(fast) || few.contains((String) a.get()[1]));
  }

  /// Weights by name as doubles, and the loss of a model that has them.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Reference(TinyModel model, int[][] texts) {
    double loss() {
      ReferenceTransformer transformer = new ReferenceTransformer(model);
      double sum = 0;
      for (int t = 0; t < TEXTS; t++) {
        double[][] logits = transformer.logits(Arrays.copyOf(texts[t], LENGTH));
        for (int i = 0; i < COUNTS[t]; i++) {
          sum += nats(logits[i], texts[t][i + 1]);
        }
      }
      return sum / Arrays.stream(COUNTS).sum();
    }

    private static double nats(double[] logits, int token) {
      double most = Arrays.stream(logits).max().orElseThrow();
      double all = Arrays.stream(logits).map(x -> Math.exp(x - most)).sum();
      return Math.log(all) + most - logits[token];
    }

    Reference with(String name, double[] cells) {
      long[] shape = model.weights().get(name).shape();
      TinyWeight other = new TinyWeight(WeightFormat.F64, shape, new byte[0], cells);
      return new Reference(model.with(name, other), texts);
    }

    /// How fast the loss grows where a weight goes a way.
    double slope(String name, double[] way) {
      double[] cells = model.cells(name);
      double up = with(name, moved(cells, way, STEP)).loss();
      double down = with(name, moved(cells, way, -STEP)).loss();
      return (up - down) / (2 * STEP);
    }
  }

  private static double[] moved(double[] cells, double[] way, double by) {
    return IntStream.range(0, cells.length).mapToDouble(i -> cells[i] + by * way[i]).toArray();
  }

  private static int[][] texts(TinyModel model) {
    int[] all = Agreement.text(model, TEXTS * (LENGTH + 1));
    int[][] texts = new int[TEXTS][];
    for (int i = 0; i < TEXTS; i++) {
      texts[i] = Arrays.copyOfRange(all, i * (LENGTH + 1), (i + 1) * (LENGTH + 1));
    }
    return texts;
  }

  private static Tensor inputs(int[][] texts) {
    return ids(texts, (text, i) -> text[i]);
  }

  private static Tensor targets(int[][] texts) {
    List<int[]> all = List.of(texts);
    return ids(texts, (text, i) -> i < COUNTS[all.indexOf(text)] ? text[i + 1] : TokenWindows.NONE);
  }

  private static Tensor ids(int[][] texts, ToLongBiFunction<int[], Integer> id) {
    long[] cells =
        Arrays.stream(texts)
            .flatMapToLong(t -> IntStream.range(0, LENGTH).mapToLong(i -> id.applyAsLong(t, i)))
            .toArray();
    return Tensor.ofLongs(DType.I64, new long[] {TEXTS, LENGTH}, cells);
  }

  private static Gradients.Gradient gradient(
      TextGradients gradients, List<Tensor> parameters, int[][] texts) throws Exception {
    Session session = Session.builder().engine(Programs.tensors()).build();
    return session.run(
        () -> {
          double value = gradients.value(parameters, inputs(texts), targets(texts));
          Gradients.Gradient made =
              gradients.gradient(parameters, inputs(texts), targets(texts), SCALE, 0);
          assertEquals(value, made.loss() / SCALE, 1e-6);
          return made;
        });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("decoders")
  void gradientsOfAllWeights(String engine, String name, TinyModel model) throws Exception {
    int[][] texts = texts(model);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Parameters weights = PreparedParameters.floats(file);
      List<String> trained = trained(model);
      List<Tensor> parameters = trained.stream().map(n -> tensor(weights.need(n))).toList();
      TextGradients gradients =
          new TextGradients(
              GgufModel.architecture(file), weights, trained, new EngineCompute(engine, 1), "f32");
      Gradients.Gradient found = gradient(gradients, parameters, texts);
      Reference reference = new Reference(model, texts);
      assertEquals(reference.loss(), found.loss() / SCALE, LOSS_BOUND);
      for (int i = 0; i < trained.size(); i++) {
        require(reference, trained.get(i), found.gradients().get(i).toDoubles());
      }
    }
  }

  private static List<String> trained(TinyModel model) {
    return model.weights().keySet().stream().filter(w -> !w.startsWith("rope_")).toList();
  }

  private static Tensor tensor(Parameter p) {
    return Tensor.ofFloats(p.shape(), p.bytes().toArray(ValueLayout.JAVA_FLOAT));
  }

  /// Along three random ways, the loss grows as the gradients say.
  private static void require(Reference reference, String name, double[] gradient) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    double length = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum()) / SCALE;
    for (int way = 0; way < 3; way++) {
      double[] signs = new double[gradient.length];
      double expected = 0;
      for (int i = 0; i < signs.length; i++) {
        signs[i] = random.nextBoolean() ? 1 : -1;
        expected += signs[i] * gradient[i] / SCALE;
      }
      double slope = reference.slope(name, signs);
      assertEquals(slope, expected, BOUND * Math.max(length, 0.01), name);
    }
  }

  /// Adapters with numbers of their own: the loss is that of the merged weights, and its gradients
  /// by `A` and `B` are those of the sum.
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("decoders")
  void gradientsOfAdapters(String engine, String name, TinyModel model) throws Exception {
    int rank = 3;
    int[][] texts = texts(model);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Map<String, Tensor> adapters = new LinkedHashMap<>();
      TinyModel merged = model;
      SplittableRandom random = new SplittableRandom(3);
      for (Weight weight : Adapters.adapted(file)) {
        float[] a = random(random, rank * (int) weight.rowLength());
        float[] b = random(random, rank * (int) weight.rows());
        adapters.put(
            weight.name() + Adapters.A, Tensor.ofFloats(new long[] {rank, weight.rowLength()}, a));
        adapters.put(
            weight.name() + Adapters.B, Tensor.ofFloats(new long[] {weight.rows(), rank}, b));
        double[] cells = model.cells(weight.name()).clone();
        addProduct(cells, a, b, rank);
        merged =
            merged.with(
                weight.name(),
                new TinyWeight(WeightFormat.F64, weight.shape(), new byte[0], cells));
      }
      assertTrue(adapters.size() >= 8 * merged.sizes().layers());
      List<String> trained = new ArrayList<>(adapters.keySet());
      PreparedParameters floats = PreparedParameters.floats(file);
      Parameters all = n -> adapters.containsKey(n) ? shape(n, adapters.get(n)) : floats.find(n);
      TextGradients gradients =
          new TextGradients(
              GgufModel.architecture(file), all, trained, new EngineCompute(engine, 1), "f32");
      Gradients.Gradient found = gradient(gradients, List.copyOf(adapters.values()), texts);
      Reference reference = new Reference(merged, texts);
      assertEquals(reference.loss(), found.loss() / SCALE, LOSS_BOUND);
      requireAdapters(reference, adapters, rank, found.gradients());
    }
  }

  private static float[] random(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (0.1 * random.nextGaussian());
    }
    return numbers;
  }

  private static Parameter shape(String name, Tensor tensor) {
    return new Parameter(name, Scalar.F32, tensor.shape(), MemorySegment.NULL);
  }

  /// Adds `B · A`.
  private static void addProduct(double[] cells, float[] a, float[] b, int rank) {
    int in = a.length / rank;
    for (int i = 0; i < cells.length; i++) {
      for (int r = 0; r < rank; r++) {
        cells[i] += (double) b[i / in * rank + r] * a[r * in + i % in];
      }
    }
  }

  private static void requireAdapters(
      Reference reference, Map<String, Tensor> adapters, int rank, List<Tensor> gradients) {
    List<String> names = List.copyOf(adapters.keySet());
    for (int i = 0; i < names.size(); i += 2) {
      String weight = names.get(i).substring(0, names.get(i).length() - Adapters.A.length());
      float[] a = adapters.get(names.get(i)).toFloats();
      float[] b = adapters.get(names.get(i + 1)).toFloats();
      SplittableRandom random = new SplittableRandom(i);
      // The way of the matrix where `A` and then `B` goes a way.
      float[] wayOfA = random(random, a.length);
      float[] wayOfB = random(random, b.length);
      double[] byA = new double[reference.model().cells(weight).length];
      double[] byB = byA.clone();
      addProduct(byA, wayOfA, b, rank);
      addProduct(byB, a, wayOfB, rank);
      requireAlong(reference, weight, byA, wayOfA, gradients.get(i).toDoubles());
      requireAlong(reference, weight, byB, wayOfB, gradients.get(i + 1).toDoubles());
    }
  }

  private static void requireAlong(
      Reference reference, String weight, double[] way, float[] own, double[] gradient) {
    double expected = 0;
    double length = 0;
    for (int i = 0; i < own.length; i++) {
      expected += own[i] * gradient[i] / SCALE;
      length += Math.pow(own[i] * gradient[i] / SCALE, 2);
    }
    double bound = BOUND * Math.max(Math.sqrt(length), 0.001);
    assertEquals(reference.slope(weight, way), expected, bound, weight);
  }
}
