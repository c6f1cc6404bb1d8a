package org.tosc.models.transformer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.compute.Code;
import org.tosc.models.compute.Compute;

/// A transformer that runs: its architecture, its weights, and the code of its pieces, compiled
/// when they are first needed. For one thread at a time.
///
/// ```java
/// Cache cache = transformer.cache();
/// float[] logits = transformer.logits(cache, prompt);
/// logits = transformer.logits(cache, next);
/// ```
public final class Transformer {
  /// Rows that go through a layer together. Each is a set of kernels.
  private static final int[] SIZES = {128, 32, 8, 1};

  private final Architecture architecture;
  private final Parameters parameters;
  private final TokenRows tokens;
  private final Compute compute;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<Rows, Workspace> workspaces = new HashMap<>();
  private final CacheShape shape;
  private final AttentionTeam attention;
  private @Nullable End end;

  public Transformer(Architecture architecture, Parameters parameters, Compute compute) {
    this.architecture = architecture;
    this.parameters = parameters;
    this.tokens = new TokenRows(architecture, parameters);
    this.compute = compute;
    this.shape = CacheShape.of(architecture, parameters);
    this.attention = new AttentionTeam(architecture, shape, compute);
  }

  public Architecture architecture() {
    return architecture;
  }

  /// The same model for another thread: weights are shared, memory and code are not.
  public Transformer twin() {
    return new Transformer(architecture, parameters, compute);
  }

  Parameters parameters() {
    return parameters;
  }

  TokenRows tokens() {
    return tokens;
  }

  CacheShape shape() {
    return shape;
  }

  AttentionTeam attention() {
    return attention;
  }

  /// An empty cache for a text.
  public Cache cache() {
    return new Cache(shape);
  }

  /// Appends tokens to a text and gives the logits of what comes after the last of them.
  ///
  /// @param text ids of at least one token
  public float[] logits(Cache cache, int... text) {
    MemorySegment row = rows(cache, text);
    return head(row);
  }

  /// The rows of a whole text's tokens behind the last layer, where tokens see what comes after
  /// them ([Encoder]).
  float[][] rows(int... text) {
    if (text.length == 0 || text.length > architecture.context()) {
      throw new IllegalArgumentException(
          text.length + " tokens, expected 1 to " + architecture.context());
    }
    Workspace space = workspace(new Rows(whole(text.length), Rows.Order.OF_ONE_TEXT));
    MemorySegment x = space.run(cache(), text, 0, text.length);
    int width = architecture.width();
    float[][] rows = new float[text.length][width];
    for (int i = 0; i < rows.length; i++) {
      long at = (long) i * width * Float.BYTES;
      MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, at, rows[i], 0, width);
    }
    return rows;
  }

  /// The smallest of few sizes that holds a whole text: each is a set of kernels, and rows that are
  /// empty are computed too.
  private static int whole(int tokens) {
    int most = SIZES[0];
    for (int size = 8; size < most; size *= 4) {
      if (tokens <= size) {
        return size;
      }
    }
    return Math.ceilDiv(tokens, most) * most;
  }

  /// The rows of the last chunk of tokens; gives the last row.
  private MemorySegment rows(Cache cache, int[] text) {
    MemorySegment last = MemorySegment.NULL;
    int at = 0;
    while (at < text.length) {
      int size = chunk(text.length - at);
      int count = Math.min(size, text.length - at);
      Workspace space = workspace(new Rows(size, Rows.Order.OF_ONE_TEXT));
      MemorySegment x = space.run(cache, text, at, count);
      long bytes = (long) architecture.width() * Float.BYTES;
      last = x.asSlice((count - 1) * bytes, bytes);
      at += count;
    }
    return last;
  }

  /// The largest size that is full, or the smallest that holds what is left and is not mostly
  /// empty.
  private static int chunk(int left) {
    for (int i = 0; i < SIZES.length; i++) {
      if (left >= SIZES[i]) {
        boolean fitsAbove = i > 0 && left * 2 > SIZES[i - 1];
        return fitsAbove ? SIZES[i - 1] : SIZES[i];
      }
    }
    return 1;
  }

  private float[] head(MemorySegment row) {
    End last = end == null ? new End(architecture, parameters) : end;
    end = last;
    call(last.piece, parameters, List.of(row), List.of(last.logits));
    return last.logits.toArray(ValueLayout.JAVA_FLOAT);
  }

  /// The head of one row, and where its logits lie.
  private record End(Piece piece, MemorySegment logits) {
    End(Architecture architecture, Parameters parameters) {
      this(
          Head.of(architecture, 1, parameters),
          memory((long) architecture.vocabulary() * Float.BYTES));
    }
  }

  private Workspace workspace(Rows rows) {
    return workspaces.computeIfAbsent(rows, Workspace::new);
  }

  /// Runs a piece on inputs, weights and results.
  void call(
      Piece piece, Parameters weights, List<MemorySegment> inputs, List<MemorySegment> results) {
    List<MemorySegment> all = new ArrayList<>(inputs);
    for (String weight : piece.weights()) {
      all.add(weights.need(weight).bytes());
    }
    all.addAll(results);
    Code code = codes.computeIfAbsent(piece.key(), _ -> compute.compile(piece.function()));
    code.call(all.toArray(MemorySegment[]::new));
  }

  static MemorySegment memory(long bytes) {
    return Arena.ofAuto().allocate(bytes, 64);
  }

  /// The memory and the pieces for so many rows.
  private final class Workspace {
    private final Rows rows;
    private final MemorySegment cosines;
    private final MemorySegment sines;
    private final MemorySegment mask;
    private MemorySegment x;
    private MemorySegment next;
    private final MemorySegment q;
    private final MemorySegment k;
    private final MemorySegment v;
    private Sums sums;
    private Sums after;
    private final @Nullable Piece entry;
    private final Piece pages;
    private final List<Piece> in = new ArrayList<>();
    private final List<Piece> out = new ArrayList<>();

    Workspace(Rows rows) {
      this.rows = rows;
      Architecture a = architecture;
      int n = rows.count();
      long pairs = a.rotary() == null ? 0 : a.rotary().features() / 2;
      this.cosines = floats(n * pairs);
      this.sines = floats(n * pairs);
      this.mask = floats((long) n * CacheShape.PAGE);
      this.x = floats((long) n * a.width());
      this.next = floats((long) n * a.width());
      this.q = floats((long) n * a.heads() * a.headSize());
      this.k = memory(n * shape.rowBytes());
      this.v = memory(n * shape.rowBytes());
      this.sums = Sums.of(n, a);
      this.after = Sums.of(n, a);
      this.entry = Entry.of(a, rows, parameters);
      this.pages = PageAttention.of(a, n, a.kvHeads(), CacheShape.PAGE, shape.element());
      for (int layer = 0; layer < a.layers(); layer++) {
        in.add(AttentionIn.of(a, rows, parameters.layer(layer), shape.element()));
        out.add(AttentionOut.of(a, rows, parameters.layer(layer)));
      }
    }

    private static MemorySegment floats(long count) {
      return memory(Math.max(1, count) * Float.BYTES);
    }

    /// Runs `count` tokens from `at` on through all layers; rows behind them are empty.
    MemorySegment run(Cache cache, int[] text, int at, int count) {
      int first = cache.length();
      tokens.write(text, at, count, first, x);
      if (entry != null) {
        call(entry, parameters, List.of(x), List.of(next));
        exchange();
      }
      Rotary rotary = architecture.rotary();
      if (rotary != null) {
        for (int row = 0; row < count; row++) {
          rotary.write(first + row, cosines, sines, row);
        }
      }
      for (int layer = 0; layer < architecture.layers(); layer++) {
        layer(cache, layer, first, count);
      }
      cache.grow(count);
      return x;
    }

    private void layer(Cache cache, int layer, int first, int count) {
      Parameters weights = parameters.layer(layer);
      List<MemorySegment> inputs =
          architecture.rotary() == null ? List.of(x) : List.of(x, cosines, sines);
      call(in.get(layer), weights, inputs, List.of(q, k, v));
      for (int row = 0; row < count; row++) {
        cache.put(layer, first + row, k, v, row);
      }
      attend(cache, layer, first, count);
      call(out.get(layer), weights, List.of(x, sums.o(), sums.l()), List.of(next));
      exchange();
    }

    private void exchange() {
      MemorySegment before = x;
      x = next;
      next = before;
    }

    private void attend(Cache cache, int layer, int first, int count) {
      if (rows.count() == 1) {
        attention.run(1, (mine, _, part) -> mine.attend(cache, layer, first, part, q, sums, after));
        return;
      }
      sums.clear();
      int length = first + count;
      List<Cache.Page> all = cache.pages(layer, length);
      for (int page = 0; page < all.size(); page++) {
        PageAttention.mask(mask, architecture, layer, rows.count(), first, length, page);
        Cache.Page at = all.get(page);
        call(
            pages,
            parameters,
            List.of(q, at.keys(), at.values(), mask, sums.m(), sums.l(), sums.o()),
            List.of(after.m(), after.l(), after.o()));
        Sums before = sums;
        sums = after;
        after = before;
      }
    }
  }
}
