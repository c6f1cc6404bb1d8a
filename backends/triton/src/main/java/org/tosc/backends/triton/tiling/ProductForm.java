package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Fold;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Program.Count;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.backends.triton.tiling.Space.Coordinate;
import org.tosc.tir.ir.Scalar;

/// Products of matrices, with what is done to each element before and after: a program makes a
/// block of the result, in steps along the sum. Several dimensions may be rows, columns or terms
/// together, as those of a convolution are; dimensions of both factors are shared out one by one.
final class ProductForm {
  private final Group group;
  private final Builder b = new Builder();
  private final Memory memory = new Memory(b);
  private final StageWriter stages;
  private final Axes axes = new Axes(b);
  private final Roles roles;
  private final ProductSchedules schedules;
  private final Size m;
  private final Size n;
  private Space batch = Space.EMPTY;
  private @Nullable Tile rowStart;
  private @Nullable Tile columnStart;

  /// What the classes of a group are to its products.
  private record Roles(List<Integer> batch, List<Integer> rows, List<Integer> columns) {
    static Roles of(Group group, int stage, Contraction product) {
      int[] classes = group.classes().get(stage);
      return new Roles(
          ordered(group, classes, product.batch()),
          ordered(group, classes, product.rows()),
          ordered(group, classes, product.columns()));
    }

    private static List<Integer> ordered(Group group, int[] classes, List<Integer> dims) {
      List<Integer> all = new ArrayList<>(group.grid());
      all.retainAll(dims.stream().map(d -> classes[d]).toList());
      return all;
    }
  }

  private ProductForm(Group group, Set<Buffer> needed) {
    this.group = group;
    this.stages = new StageWriter(b, memory, group, needed);
    int first = first(group);
    Contraction product = Objects.requireNonNull(Contraction.of(group.stages().get(first)));
    this.roles = Roles.of(group, first, product);
    this.m = new Size("M", points(roles.rows()));
    this.n = new Size("N", points(roles.columns()));
    long k = Contraction.points(group.stages().get(first), product.sums());
    Stage stage = group.stages().get(first);
    Scalar operand =
        ScaledProduct.fits(product, stage) ? Scalar.NVFP4 : Factors.of(product, stage).type();
    this.schedules = ProductSchedules.of(m.value(), n.value(), k, points(roles.batch()), operand);
  }

  private static int first(Group group) {
    for (int s = 0; s < group.stages().size(); s++) {
      if (Contraction.of(group.stages().get(s)) != null) {
        return s;
      }
    }
    return -1;
  }

  /// Whether a group is products of the same rows and columns, and work on their elements.
  static boolean fits(Group group) {
    int first = first(group);
    if (first < 0) {
      return false;
    }
    Roles roles = null;
    for (int s = 0; s < group.stages().size(); s++) {
      Stage stage = group.stages().get(s);
      Contraction product = Contraction.of(stage);
      boolean isPointwise = product == null && group.inner(s).isEmpty();
      if (product != null) {
        Roles own = Roles.of(group, s, product);
        boolean isSame = roles == null || roles.equals(own);
        int all = own.batch().size() + own.rows().size() + own.columns().size();
        if (!isSame || all != stage.parallel().size() || readsTiles(group, s)) {
          return false;
        }
        roles = own;
      } else if (!isPointwise) {
        return false;
      }
    }
    return true;
  }

  private static boolean readsTiles(Group group, int s) {
    Stage stage = group.stages().get(s);
    return stage.used().stream()
        .filter(o -> o < stage.outs())
        .anyMatch(o -> group.isHandedOn(s, stage.operands().get(o).buffer()));
  }

  private long points(List<Integer> classes) {
    return classes.stream().map(group::extent).reduce(1L, Math::multiplyExact);
  }

  static Program write(Group group, String name, Set<Buffer> needed) {
    return new ProductForm(group, needed).program(name);
  }

  private Program program(String name) {
    List<Count> grid = new ArrayList<>();
    grid.add(new Count(m, schedules.m()));
    grid.add(new Count(n, schedules.n()));
    for (int clazz : roles.batch()) {
      grid.add(new Count(Size.of(group.extent(clazz)), Size.ONE));
    }
    place();
    Space result = batch.with(rows(0)).with(columns(1));
    for (int s = 0; s < group.stages().size(); s++) {
      Contraction product = Contraction.of(group.stages().get(s));
      if (product == null) {
        stages.pointwise(s, result);
      } else {
        product(s, product, result);
      }
    }
    return new Program(
        name,
        "a product of " + m.value() + " by " + n.value() + batches(),
        memory.pointers(),
        grid,
        schedules.schedules(),
        b.finish());
  }

  private String batches() {
    long count = points(roles.batch());
    return count == 1 ? "" : ", " + count + " times";
  }

  /// Which block a program makes: neighbours share rows and columns, which stay in the cache.
  private void place() {
    Tile pid = b.program("pid");
    Tile tilesM = tiles("tiles_m", m, schedules.m());
    Tile tilesN = tiles("tiles_n", n, schedules.n());
    if (!roles.batch().isEmpty()) {
      Tile tiles = b.apply("tiles", Fn.MUL, tilesM, tilesN);
      Tile item = b.apply("item", Fn.QUOTIENT, pid, tiles);
      batch = axes.unfold(roles.batch(), group, Coordinate.of(item, null));
      pid = b.apply("tile", Fn.REMAINDER, pid, tiles);
    }
    Tile group = b.size(schedules.group());
    Tile inBand = b.apply("in_band", Fn.MUL, group, tilesN);
    Tile first = b.apply("first", Fn.MUL, b.apply(Fn.QUOTIENT, pid, inBand), group);
    Tile height = b.apply("height", Fn.MIN, b.apply(Fn.SUB, tilesM, first), group);
    Tile within = b.apply("within", Fn.REMAINDER, pid, inBand);
    Tile pm = b.apply("pm", Fn.ADD, first, b.apply(Fn.REMAINDER, within, height));
    Tile pn = b.apply("pn", Fn.QUOTIENT, within, height);
    rowStart = b.apply(Fn.MUL, pm, b.size(schedules.m()));
    columnStart = b.apply(Fn.MUL, pn, b.size(schedules.n()));
  }

  private Tile tiles(String hint, Size extent, Size block) {
    Tile size = b.size(block);
    Tile up = b.apply(Fn.SUB, b.apply(Fn.ADD, b.size(extent), size), b.whole(1));
    return b.apply(hint, Fn.QUOTIENT, up, size);
  }

  private Space rows(int axis) {
    boolean isRagged = schedules.isRagged(m.value(), ProductSchedules.Side.M);
    Coordinate all = axes.block("rm", rowStart, false, schedules.m(), m, isRagged, axis, 2);
    return axes.unfold(roles.rows(), group, all);
  }

  private Space columns(int axis) {
    boolean isRagged = schedules.isRagged(n.value(), ProductSchedules.Side.N);
    Coordinate all = axes.block("rn", columnStart, false, schedules.n(), n, isRagged, axis, 2);
    return axes.unfold(roles.columns(), group, all);
  }

  private void product(int s, Contraction product, Space result) {
    Stage stage = group.stages().get(s);
    Factors factors = Factors.of(product, stage);
    Size k =
        new Size("K" + (s == first(group) ? "" : s), Contraction.points(stage, product.sums()));
    boolean isRagged = schedules.isRagged(k.value(), ProductSchedules.Side.K);
    List<Integer> sums = product.sums().stream().map(d -> group.classes().get(s)[d]).toList();
    List<Size> shape = List.of(schedules.m(), schedules.n());
    Tile zero = b.let("", Factors.zero(factors.sum()));
    List<Tile> done =
        b.loop(
            "k",
            b.whole(0),
            b.size(k),
            schedules.k(),
            List.of("acc"),
            List.of(b.full(shape, zero)),
            turn -> {
              Tile at = turn.index();
              Size block = schedules.k();
              if (ScaledProduct.fits(product, stage)) {
                ScaledProduct scaled = new ScaledProduct(b, memory, group, s);
                Space left = batch.with(rows(0));
                Space right = batch.with(columns(1));
                Space down = batch.with(columns(0));
                Tile acc = turn.carried().getFirst();
                return List.of(scaled.step(at, k, left, right, down, acc, product));
              }
              Coordinate right = axes.block("rk", at, true, block, k, isRagged, 1, 2);
              Coordinate down = axes.block("rk", at, true, block, k, isRagged, 0, 2);
              Space left = batch.with(rows(0)).with(axes.unfold(sums, group, right));
              Space below = batch.with(axes.unfold(sums, group, down)).with(columns(1));
              Tile x = factor(s, factors.first(), left, right, List.of(schedules.m(), block));
              Tile y = factor(s, factors.second(), below, down, List.of(block, schedules.n()));
              return List.of(b.let("acc", new Op.Dot(x, y, turn.carried().getFirst())));
            });
    Scalar type = stage.values().getFirst().type();
    Tile sum = b.cast(b.cast(done.getFirst(), Scalar.F32), type);
    Tile before = stages.before(s, 0, result);
    Tile joined = FoldWriter.join(b, Fold.SUM, before, sum);
    stages.finish(s, List.of(joined), result);
  }

  /// A factor, with zeros beyond the last term.
  private Tile factor(int s, Term term, Space space, Coordinate sums, List<Size> shape) {
    Tile x = stages.terms(s, space).write(term);
    Tile mask = sums.mask();
    Tile held =
        mask == null || Factors.keepsZeros(term)
            ? x
            : b.apply(Fn.SELECT, mask, x, b.let("", Factors.zero(x.element())));
    return b.broadcast(held, shape);
  }
}
