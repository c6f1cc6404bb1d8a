package org.tosc.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.bench.peers.Contender;
import org.tosc.bench.peers.Problem;
import org.tosc.bench.peers.Product;

/// OpenBLAS's `sgemm`, followed by a loop over vectors for bias and ReLU or GELU. Its kernels for
/// AVX-512 are asked for: by itself it takes them on some processors only.
public final class OpenBlas implements Contender {
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;

  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public Map<String, String> environment(int threads) {
    String core = System.getenv().getOrDefault("OPENBLAS_CORETYPE", "Cooperlake");
    return Map.of("OPENBLAS_CORETYPE", core, "OPENBLAS_NUM_THREADS", Integer.toString(threads));
  }

  /// Opened when it is first asked for.
  private static final class Library {
    static final NativeLibrary OPEN = open();

    private static NativeLibrary open() {
      try {
        return new NativeLibrary(
            "/org/bytedeco/openblas/linux-x86_64/",
            List.of("libopenblas.so.0", "libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1"));
      } catch (IOException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  @Override
  public String version() {
    try {
      FunctionDescriptor type = FunctionDescriptor.of(ADDRESS);
      MethodHandle config = Library.OPEN.function("openblas_get_config", type);
      MethodHandle core = Library.OPEN.function("openblas_get_corename", type);
      return NativeLibrary.text((MemorySegment) config.invokeExact()).strip()
          + ", kernels for "
          + NativeLibrary.text((MemorySegment) core.invokeExact());
    } catch (Throwable e) {
      throw new LinkageError("OpenBLAS", e);
    }
  }

  @Override
  public @Nullable Case prepare(Problem.Data data, int threads) {
    return data.problem() instanceof Product p ? new Call(p, data) : null;
  }

  private static final class Call implements Case {
    private final Product product;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment x;
    private final MemorySegment w;
    private final MemorySegment y;
    private final @Nullable MemorySegment bias;
    private final MethodHandle sgemm;

    Call(Product product, Problem.Data data) {
      this.product = product;
      x = NativeLibrary.floats(arena, data.get("x"));
      w = NativeLibrary.floats(arena, data.get("w"));
      y = NativeLibrary.empty(arena, product.size());
      bias = product.hasBias() ? NativeLibrary.floats(arena, data.get("bias")) : null;
      sgemm =
          Library.OPEN.function(
              "cblas_sgemm",
              FunctionDescriptor.ofVoid(
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_INT,
                  JAVA_FLOAT,
                  ADDRESS,
                  JAVA_INT,
                  ADDRESS,
                  JAVA_INT,
                  JAVA_FLOAT,
                  ADDRESS,
                  JAVA_INT));
    }

    @Override
    public void run() {
      int m = product.m();
      int n = product.n();
      int k = product.k();
      try {
        sgemm.invokeExact(ROW_MAJOR, NO_TRANSPOSE, NO_TRANSPOSE, m, n, k, 1f, x, k, w, n, 0f, y, n);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      if (bias != null) {
        Bias.apply(y, bias, m, n, product.kind() == Product.Kind.BIAS_RELU);
      }
    }

    @Override
    public float[] result() {
      return NativeLibrary.toFloats(y);
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
