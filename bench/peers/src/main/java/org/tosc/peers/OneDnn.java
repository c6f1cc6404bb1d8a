package org.tosc.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.peers.Attention;
import org.tosc.bench.peers.Contender;
import org.tosc.bench.peers.Convolution;
import org.tosc.bench.peers.Elementwise;
import org.tosc.bench.peers.Problem;
import org.tosc.bench.peers.Product;
import org.tosc.bench.peers.QuantisedProduct;
import org.tosc.bench.peers.RowOperation;

/// oneDNN: weights packed before, what follows a product as its post-operation, convolutions in the
/// layout that it likes best; attention as three primitives, `silumul` as two (its own fusion of
/// the two falls to reference code). It has no `rope`.
public final class OneDnn implements Contender {
  private @Nullable Dnnl opened;

  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Map<String, String> environment(int threads) {
    return Map.of("OMP_NUM_THREADS", Integer.toString(threads));
  }

  private Dnnl dnnl() {
    Dnnl dnnl = opened;
    if (dnnl == null) {
      dnnl = new Dnnl();
      opened = dnnl;
    }
    return dnnl;
  }

  @Override
  public String version() {
    return "oneDNN " + dnnl().version() + ", packed weights, blocked layouts";
  }

  @Override
  public @Nullable Case prepare(Problem.Data data, int threads) {
    return switch (data.problem()) {
      case Product p -> product(p, data);
      case QuantisedProduct _ -> null;
      case RowOperation r -> rows(r, data);
      case Elementwise e -> elementwise(e, data);
      case Attention a -> attention(a, data);
      case Convolution c -> convolution(c, data);
    };
  }

  private Case product(Product p, Problem.Data data) {
    DnnlCase made = new DnnlCase(dnnl());
    Dnnl dnnl = dnnl();
    MemorySegment x = dnnl.describe(Dnnl.AB, p.m(), p.k());
    MemorySegment w = dnnl.describe(Dnnl.AB, p.k(), p.n());
    MemorySegment y = dnnl.describe(Dnnl.AB, p.m(), p.n());
    MemorySegment bias = p.hasBias() ? dnnl.describe(Dnnl.AB, 1, p.n()) : MemorySegment.NULL;
    MemorySegment description =
        dnnl.make(
            "dnnl_matmul_primitive_desc_create",
            dnnl.engine(),
            x,
            dnnl.describe(Dnnl.ANY, p.k(), p.n()),
            bias,
            y,
            switch (p.kind()) {
              case GEMM, MATMUL -> MemorySegment.NULL;
              case BIAS_RELU -> dnnl.then(Dnnl.RELU, 0);
              case BIAS_GELU -> dnnl.then(Dnnl.GELU_TANH, 0);
            });
    DnnlCase.Step step = made.step(description);
    step.with(Dnnl.SRC, made.input(x, data.get("x")));
    step.with(
        Dnnl.WEIGHTS,
        made.reordered(w, data.get("w"), dnnl.chosen(description, Dnnl.QUERY_WEIGHTS)));
    if (p.hasBias()) {
      step.with(Dnnl.BIAS, made.input(bias, data.get("bias")));
    }
    step.with(Dnnl.DST, made.output(y, y));
    return made.ready();
  }

  private @Nullable Case rows(RowOperation r, Problem.Data data) {
    return switch (r.kind()) {
      case SOFTMAX -> softmax(r, data);
      case LAYERNORM, RMSNORM -> norm(r, data, r.kind() == RowOperation.Kind.LAYERNORM);
      case ROPE -> null;
    };
  }

  private Case softmax(RowOperation r, Problem.Data data) {
    DnnlCase made = new DnnlCase(dnnl());
    MemorySegment m = dnnl().describe(Dnnl.AB, r.rows(), r.columns());
    made.step(softmax(m, 1))
        .with(Dnnl.SRC, made.input(m, data.get("x")))
        .with(Dnnl.DST, made.output(m, m));
    return made.ready();
  }

  private MemorySegment softmax(MemorySegment m, int axis) {
    return dnnl()
        .make(
            "dnnl_softmax_forward_primitive_desc_create",
            dnnl().engine(),
            Dnnl.INFERENCE,
            Dnnl.SOFTMAX_ACCURATE,
            m,
            m,
            axis,
            MemorySegment.NULL);
  }

  private Case norm(RowOperation r, Problem.Data data, boolean centred) {
    Dnnl dnnl = dnnl();
    DnnlCase made = new DnnlCase(dnnl);
    MemorySegment m = dnnl.describe(Dnnl.AB, r.rows(), r.columns());
    MemorySegment c = dnnl.describe(Dnnl.A, r.columns());
    MemorySegment none = MemorySegment.NULL;
    MemorySegment description =
        dnnl.make(
            "dnnl_layer_normalization_forward_primitive_desc_create",
            dnnl.engine(),
            Dnnl.INFERENCE,
            m,
            m,
            none,
            (float) RowOperation.EPSILON,
            Dnnl.USE_SCALE | (centred ? Dnnl.USE_SHIFT : Dnnl.RMS_NORM),
            none);
    DnnlCase.Step step =
        made.step(description)
            .with(Dnnl.SRC, made.input(m, data.get("x")))
            .with(Dnnl.SCALE, made.input(c, data.get("gamma")));
    if (centred) {
      step.with(Dnnl.SHIFT, made.input(c, data.get("beta")));
    }
    step.with(Dnnl.DST, made.output(m, m));
    return made.ready();
  }

  private Case elementwise(Elementwise e, Problem.Data data) {
    DnnlCase made = new DnnlCase(dnnl());
    MemorySegment m = dnnl().describe(Dnnl.AB, e.rows(), e.columns());
    MemorySegment x = made.input(m, data.get("x"));
    MemorySegment y = made.output(m, m);
    switch (e.kind()) {
      case GELU_TANH ->
          made.step(eltwise(Dnnl.GELU_TANH, 0, m)).with(Dnnl.SRC, x).with(Dnnl.DST, y);
      case SILUMUL -> {
        made.step(eltwise(Dnnl.SWISH, 1, m)).with(Dnnl.SRC, x).with(Dnnl.DST, y);
        made.step(binary(Dnnl.BINARY_MUL, m))
            .with(Dnnl.SRC, y)
            .with(Dnnl.SRC_1, made.input(m, data.get("u")))
            .with(Dnnl.DST, y);
      }
      case ADD ->
          made.step(binary(Dnnl.BINARY_ADD, m))
              .with(Dnnl.SRC, x)
              .with(Dnnl.SRC_1, made.input(m, data.get("u")))
              .with(Dnnl.DST, y);
    }
    return made.ready();
  }

  private MemorySegment eltwise(int function, float alpha, MemorySegment m) {
    return dnnl()
        .make(
            "dnnl_eltwise_forward_primitive_desc_create",
            dnnl().engine(),
            Dnnl.INFERENCE,
            function,
            m,
            m,
            alpha,
            0f,
            MemorySegment.NULL);
  }

  private MemorySegment binary(int function, MemorySegment m) {
    return dnnl()
        .make(
            "dnnl_binary_primitive_desc_create",
            dnnl().engine(),
            function,
            m,
            m,
            m,
            MemorySegment.NULL);
  }

  private Case attention(Attention a, Problem.Data data) {
    Dnnl dnnl = dnnl();
    DnnlCase made = new DnnlCase(dnnl);
    MemorySegment none = MemorySegment.NULL;
    MemorySegment q = dnnl.describe(Dnnl.ABC, a.heads(), a.queries(), a.width());
    MemorySegment k = dnnl.describe(Dnnl.ACB, a.heads(), a.width(), a.keys());
    MemorySegment v = dnnl.describe(Dnnl.ABC, a.heads(), a.keys(), a.width());
    MemorySegment s = dnnl.describe(Dnnl.ABC, a.heads(), a.queries(), a.keys());
    MemorySegment scale = dnnl.then(Dnnl.LINEAR, (float) (1 / Math.sqrt(a.width())));
    String matmul = "dnnl_matmul_primitive_desc_create";
    MemorySegment scores = dnnl.make(matmul, dnnl.engine(), q, k, none, s, scale);
    MemorySegment mix = dnnl.make(matmul, dnnl.engine(), s, v, none, q, none);
    MemorySegment between = made.room(s);
    made.step(scores)
        .with(Dnnl.SRC, made.input(q, data.get("q")))
        .with(Dnnl.WEIGHTS, made.input(k, data.get("k")))
        .with(Dnnl.DST, between);
    made.step(softmax(s, 2)).with(Dnnl.SRC, between).with(Dnnl.DST, between);
    made.step(mix)
        .with(Dnnl.SRC, between)
        .with(Dnnl.WEIGHTS, made.input(v, data.get("v")))
        .with(Dnnl.DST, made.output(q, q));
    return made.ready();
  }

  private Case convolution(Convolution c, Problem.Data data) {
    Dnnl dnnl = dnnl();
    DnnlCase made = new DnnlCase(dnnl);
    long side = c.side();
    long out = c.resultSide();
    long[] x = {1, c.channels(), side, side};
    long[] w = {c.outputs(), c.channels(), c.window(), c.window()};
    long[] y = {1, c.outputs(), out, out};
    MemorySegment bias = dnnl.describe(Dnnl.A, c.outputs());
    MemorySegment description;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment padding = DnnlCase.longs(arena, c.padding(), c.padding());
      description =
          dnnl.make(
              "dnnl_convolution_forward_primitive_desc_create",
              dnnl.engine(),
              Dnnl.INFERENCE,
              Dnnl.CONVOLUTION_AUTO,
              dnnl.describe(Dnnl.ANY, x),
              dnnl.describe(Dnnl.ANY, w),
              bias,
              dnnl.describe(Dnnl.ANY, y),
              DnnlCase.longs(arena, c.stride(), c.stride()),
              DnnlCase.longs(arena, 0, 0),
              padding,
              padding,
              MemorySegment.NULL);
    }
    MemorySegment chosenX = dnnl.chosen(description, Dnnl.QUERY_SRC);
    MemorySegment chosenW = dnnl.chosen(description, Dnnl.QUERY_WEIGHTS);
    MemorySegment chosenY = dnnl.chosen(description, Dnnl.QUERY_DST);
    made.step(description)
        .with(Dnnl.SRC, made.reordered(dnnl.describe(Dnnl.ABCD, x), data.get("x"), chosenX))
        .with(Dnnl.WEIGHTS, made.reordered(dnnl.describe(Dnnl.ABCD, w), data.get("w"), chosenW))
        .with(Dnnl.BIAS, made.input(bias, data.get("bias")))
        .with(Dnnl.DST, made.output(chosenY, dnnl.describe(Dnnl.ABCD, y)));
    return made.ready();
  }
}
