package org.tosc.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.peers.Attention;
import org.tosc.bench.peers.Contender;
import org.tosc.bench.peers.Convolution;
import org.tosc.bench.peers.Elementwise;
import org.tosc.bench.peers.Problem;
import org.tosc.bench.peers.Product;
import org.tosc.bench.peers.QuantisedProduct;
import org.tosc.bench.peers.RowOperation;

/// ONNX Runtime on the CPU through its Java interface: weights are constants of the model, so that
/// it packs them; the output is written to memory that it is given.
public final class OnnxRuntime implements Contender {
  private static final String EXTRA = "com.microsoft";

  @Override
  public String name() {
    return "ort";
  }

  @Override
  public String version() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public Case prepare(Problem.Data data, int threads) throws OrtException {
    Running running = new Running(data, threads);
    switch (data.problem()) {
      case Product p -> product(p, data, running);
      case QuantisedProduct q -> quantisedProduct(q, data, running);
      case RowOperation r -> rows(r, data, running);
      case Elementwise e -> elementwise(e, data, running);
      case Attention a -> attention(a, data, running);
      case Convolution c -> convolution(c, data, running);
    }
    running.start();
    return running;
  }

  private static void product(Product p, Problem.Data data, Running running) throws OrtException {
    running.input("x", data.get("x"), p.m(), p.k());
    OnnxModel model = running.model.constant("w", data.get("w"), p.k(), p.n());
    if (p.hasBias()) {
      model
          .constant("bias", data.get("bias"), p.n())
          .node("", "MatMul", List.of("x", "w"), "t")
          .node("", "Add", List.of("t", "bias"), "u");
      if (p.kind() == Product.Kind.BIAS_RELU) {
        model.node("", "Relu", List.of("u"), "y");
      } else {
        model.node("", "Gelu", List.of("u"), "y", "approximate", "tanh");
      }
    } else {
      model.node("", "MatMul", List.of("x", "w"), "y");
    }
    running.output(p.m(), p.n());
  }

  /// Two weights in a byte, the first below; eight stands for 0. Level 4 lets it round `x` to
  /// bytes.
  private static void quantisedProduct(QuantisedProduct q, Problem.Data data, Running running)
      throws OrtException {
    int block = QuantisedProduct.BLOCK;
    float[] w = data.get("w");
    byte[] packed = new byte[w.length / 2];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) (((int) w[2 * i] + 8) | (((int) w[2 * i + 1] + 8) << 4));
    }
    running.input("x", data.get("x"), q.m(), q.k());
    running
        .model
        .constant("w", packed, q.n(), q.k() / block, block / 2)
        .constant("s", data.get("s"), (long) q.n() * q.k() / block)
        .node(
            EXTRA,
            "MatMulNBits",
            List.of("x", "w", "s"),
            "y",
            "K",
            q.k(),
            "N",
            q.n(),
            "bits",
            4,
            "block_size",
            block,
            "accuracy_level",
            4);
    running.output(q.m(), q.n());
  }

  private static void rows(RowOperation r, Problem.Data data, Running running) throws OrtException {
    long rows = r.rows();
    long columns = r.columns();
    OnnxModel model = running.model;
    if (r.kind() == RowOperation.Kind.ROPE) {
      running.input("x", data.get("x"), 1, rows, columns);
      model
          .constant("p", LongStream.range(0, rows).toArray(), 1, rows)
          .constant("c", data.get("cos"), rows, r.half())
          .constant("s", data.get("sin"), rows, r.half())
          .node(
              EXTRA,
              "RotaryEmbedding",
              List.of("x", "p", "c", "s"),
              "y",
              "num_heads",
              RowOperation.HEADS,
              "rotary_embedding_dim",
              0,
              "interleaved",
              0);
      running.output(1, rows, columns);
      return;
    }
    running.input("x", data.get("x"), rows, columns);
    switch (r.kind()) {
      case SOFTMAX -> model.node("", "Softmax", List.of("x"), "y", "axis", 1);
      case LAYERNORM ->
          model
              .constant("g", data.get("gamma"), columns)
              .constant("b", data.get("beta"), columns)
              .node("", "LayerNormalization", List.of("x", "g", "b"), "y", "axis", -1);
      case RMSNORM ->
          model
              .constant("g", data.get("gamma"), columns)
              .node("", "RMSNormalization", List.of("x", "g"), "y", "axis", -1);
      case ROPE -> throw new IllegalStateException("done above");
    }
    running.output(rows, columns);
  }

  private static void elementwise(Elementwise e, Problem.Data data, Running running)
      throws OrtException {
    running.input("x", data.get("x"), e.rows(), e.columns());
    switch (e.kind()) {
      case SILUMUL -> {
        running.input("u", data.get("u"), e.rows(), e.columns());
        running
            .model
            .node("", "Sigmoid", List.of("x"), "s")
            .node("", "Mul", List.of("x", "s"), "t")
            .node("", "Mul", List.of("t", "u"), "y");
      }
      case ADD -> {
        running.input("u", data.get("u"), e.rows(), e.columns());
        running.model.node("", "Add", List.of("x", "u"), "y");
      }
      case GELU_TANH -> running.model.node("", "Gelu", List.of("x"), "y", "approximate", "tanh");
    }
    running.output(e.rows(), e.columns());
  }

  /// Its attention takes and gives 1 × length × (heads · width).
  private static void attention(Attention a, Problem.Data data, Running running)
      throws OrtException {
    long row = (long) a.heads() * a.width();
    for (String name : List.of("q", "k", "v")) {
      int length = name.equals("q") ? a.queries() : a.keys();
      float[] arranged = swapped(data.get(name), a.heads(), length, a.width());
      running.input(name, arranged, 1, length, row);
    }
    running.model.node(
        EXTRA, "MultiHeadAttention", List.of("q", "k", "v"), "y", "num_heads", a.heads());
    running.output(1, a.queries(), row);
    running.arrange = y -> swapped(y, a.queries(), a.heads(), a.width());
  }

  /// `a` × `b` × `width` as `b` × `a` × `width`.
  private static float[] swapped(float[] from, int a, int b, int width) {
    float[] to = new float[from.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(from, (i * b + j) * width, to, (j * a + i) * width, width);
      }
    }
    return to;
  }

  private static void convolution(Convolution c, Problem.Data data, Running running)
      throws OrtException {
    long side = c.side();
    long window = c.window();
    long padding = c.padding();
    long stride = c.stride();
    running.input("x", data.get("x"), 1, c.channels(), side, side);
    running
        .model
        .constant("w", data.get("w"), c.outputs(), c.channels(), window, window)
        .constant("b", data.get("bias"), c.outputs())
        .node(
            "",
            "Conv",
            List.of("x", "w", "b"),
            "y",
            "kernel_shape",
            new long[] {window, window},
            "strides",
            new long[] {stride, stride},
            "pads",
            new long[] {padding, padding, padding, padding});
    running.output(1, c.outputs(), c.resultSide(), c.resultSide());
  }

  /// How a result is put into the order of its problem.
  @FunctionalInterface
  private interface Arrange {
    float[] of(float[] result);
  }

  /// A session with its tensors.
  private static final class Running implements Case {
    private final OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    private final OnnxModel model = new OnnxModel();
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxValue> outputs = new HashMap<>();
    private final FloatBuffer result;
    private final int threads;
    private Arrange arrange = y -> y;
    private @Nullable OrtSession session;

    Running(Problem.Data data, int threads) {
      this.threads = threads;
      this.result = floats(data.problem().size());
    }

    private static FloatBuffer floats(int size) {
      return ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    void input(String name, float[] values, long... extents) throws OrtException {
      FloatBuffer buffer = floats(values.length).put(values).rewind();
      inputs.put(name, OnnxTensor.createTensor(environment, buffer, extents));
      model.input(name, extents);
    }

    void output(long... extents) throws OrtException {
      outputs.put("y", OnnxTensor.createTensor(environment, result, extents));
      model.output("y", extents);
    }

    void start() throws OrtException {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(model.bytes(), options);
      }
    }

    @Override
    public void run() {
      OrtSession started = Objects.requireNonNull(session);
      try (OrtSession.Result _ = started.run(inputs, Set.of(), outputs)) {
        return;
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public float[] result() {
      float[] values = new float[result.capacity()];
      result.get(0, values);
      return arrange.of(values);
    }

    @Override
    public void close() {
      try {
        if (session != null) {
          session.close();
        }
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxValue::close);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
