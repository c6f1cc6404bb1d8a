package org.tosc.backends.triton.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Pointer;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Statement;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// Writes one kernel. What is used once, and soon, stands where it is used; everything else gets a
/// name.
public final class KernelText {
  /// Longer expressions get a name.
  private static final int LONGEST = 64;

  /// An expression.
  ///
  /// @param precedence of its outermost operator
  private record Text(String text, int precedence) {}

  private final Program program;
  private final Names names = new Names();
  private final StringBuilder out = new StringBuilder();
  private final Map<Integer, Text> texts = new HashMap<>();
  private final Uses uses;

  /// What Python, not Triton, would compute with.
  private final Set<Integer> numbers = new LinkedHashSet<>();

  private KernelText(Program program) {
    this.program = program;
    this.uses = Uses.of(program.body());
  }

  /// A kernel as text.
  ///
  /// @param name of the function
  /// @param pointers the names of its first parameters
  /// @param sizes of those after them, all constants; those of the schedule last
  public record Made(
      String name,
      List<String> pointers,
      List<String> sizes,
      String text,
      Map<String, Size> values) {}

  static Made of(Program program, String name) {
    return new KernelText(program).made(name);
  }

  private Made made(String name) {
    List<String> parameters = new ArrayList<>();
    for (Pointer pointer : program.pointers()) {
      parameters.add(names.of(pointer, Names.safe(pointer.name()) + "_ptr"));
    }
    List<Size> ordered = new ArrayList<>(uses.sizes());
    ordered.removeAll(program.schedule().sizes());
    ordered.addAll(program.schedule().sizes());
    List<String> constants = new ArrayList<>();
    Map<String, Size> values = new HashMap<>();
    for (Size size : ordered) {
      String constant = names.of(size, size.name());
      constants.add(constant);
      values.put(constant, size);
    }
    statements(program.body(), 1);
    String header = header(name, parameters, constants);
    return new Made(name, parameters, constants, header + out, values);
  }

  private static String header(String name, List<String> pointers, List<String> constants) {
    List<String> all = new ArrayList<>(pointers);
    constants.forEach(c -> all.add(c + ": tl.constexpr"));
    StringBuilder header = new StringBuilder("@triton.jit\ndef " + name + "(");
    int column = header.length() - "@triton.jit\n".length();
    String indent = " ".repeat(name.length() + 5);
    for (int i = 0; i < all.size(); i++) {
      String more = all.get(i) + (i + 1 < all.size() ? ", " : "):\n");
      if (column + more.length() > 110) {
        header.replace(header.length() - 1, header.length(), "\n" + indent);
        column = indent.length();
      }
      header.append(more);
      column += more.length();
    }
    return all.isEmpty() ? header + "):\n" : header.toString();
  }

  // Statements.

  private void statements(List<Statement> statements, int depth) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Let(Tile tile, Op op) -> let(tile, op, depth);
        case Statement.Store store -> line(depth, store(store));
        case Statement.Barrier _ -> line(depth, "tl.debug_barrier()");
        case Statement.For loop -> loop(loop, depth);
      }
    }
  }

  private void line(int depth, String text) {
    out.append("    ".repeat(depth)).append(text).append('\n');
  }

  private void let(Tile tile, Op op, int depth) {
    Text text = expression(op);
    boolean isNumber = op instanceof Op.Real || op instanceof Op.Whole || op instanceof Op.SizeOf;
    boolean isHeavy =
        op instanceof Op.Load
            || op instanceof Op.Dot
            || op instanceof Op.DotScaled
            || op instanceof Op.Reduce;
    boolean staysHere = uses.isMovable(tile) && !isHeavy && text.text().length() <= LONGEST;
    if (op instanceof Op.Real || op instanceof Op.Whole) {
      numbers.add(tile.id());
    }
    if (isNumber || staysHere) {
      texts.put(tile.id(), text);
      return;
    }
    String name = names.fresh(tile.hint());
    line(depth, name + " = " + text.text());
    texts.put(tile.id(), new Text(name, Fn.CALL));
  }

  private String store(Statement.Store store) {
    return "tl.store("
        + address(store.pointer(), store.base(), store.offset())
        + ", "
        + text(store.value())
        + (store.mask() == null ? "" : ", mask=" + text(store.mask()))
        + ")";
  }

  private String address(Pointer pointer, @Nullable Tile base, Tile offset) {
    StringBuilder text = new StringBuilder(names.of(pointer, ""));
    if (base != null) {
      text.append(" + ").append(inside(base, 13));
    }
    if (!text(offset).equals("0")) {
      text.append(" + ").append(inside(offset, base == null ? 12 : 13));
    }
    return text.toString();
  }

  private void loop(Statement.For loop, int depth) {
    for (int i = 0; i < loop.carried().size(); i++) {
      String name = names.fresh(loop.carried().get(i).hint());
      line(depth, name + " = " + text(loop.initial().get(i)));
      texts.put(loop.carried().get(i).id(), new Text(name, Fn.CALL));
      texts.put(loop.results().get(i).id(), new Text(name, Fn.CALL));
    }
    String index = names.fresh(loop.index().hint());
    texts.put(loop.index().id(), new Text(index, Fn.CALL));
    String step = loop.step().isOne() ? "" : ", " + size(loop.step());
    line(
        depth,
        "for " + index + " in range(" + text(loop.from()) + ", " + text(loop.to()) + step + "):");
    int before = out.length();
    statements(loop.body(), depth + 1);
    for (int i = 0; i < loop.carried().size(); i++) {
      String name = text(loop.carried().get(i));
      String value = text(loop.yields().get(i));
      if (!name.equals(value)) {
        line(depth + 1, name + " = " + value);
      }
    }
    if (out.length() == before) {
      line(depth + 1, "pass");
    }
  }

  // Expressions.

  private String text(Tile tile) {
    return known(tile).text();
  }

  private Text known(Tile tile) {
    Text text = texts.get(tile.id());
    if (text == null) {
      throw new IllegalStateException("nothing is known of " + tile);
    }
    return text;
  }

  /// An operand of what has a precedence.
  private String inside(Tile tile, int precedence) {
    Text text = known(tile);
    return text.precedence() < precedence ? "(" + text.text() + ")" : text.text();
  }

  /// A tile, also where it is a number.
  private String solid(Tile tile) {
    return numbers.contains(tile.id())
        ? Literals.solid(tile.element(), text(tile))
        : inside(tile, Fn.CALL);
  }

  private static Text call(String text) {
    return new Text(text, Fn.CALL);
  }

  private String size(Size size) {
    return size.isNamed() ? names.of(size, size.name()) : Long.toString(size.value());
  }

  private String shape(List<Size> shape) {
    String all = shape.stream().map(this::size).collect(Collectors.joining(", "));
    return "(" + all + (shape.size() == 1 ? ",)" : ")");
  }

  private Text expression(Op op) {
    return switch (op) {
      case Op.ProgramId _ -> call("tl.program_id(0)");
      case Op.Real(var element, double value) -> call(Literals.real(element, value));
      case Op.Whole(var element, long value) -> call(Literals.whole(element, value));
      case Op.SizeOf(Size size) -> call(size(size));
      case Op.Range(Size size) -> call("tl.arange(0, " + size(size) + ")");
      case Op.Expand(Tile x, int axis) -> call(expanded(x, axis));
      case Op.Broadcast(Tile x, var shape) ->
          call("tl.broadcast_to(" + text(x) + ", " + shape(shape) + ")");
      case Op.Full(var shape, Tile x) ->
          call(
              "tl.full(" + shape(shape) + ", " + text(x) + ", " + Dtypes.triton(x.element()) + ")");
      case Op.Elementwise(Fn fn, var args) -> elementwise(fn, args);
      case Op.Cast(Tile x, var to) -> call(solid(x) + ".to(" + Dtypes.triton(to) + ")");
      case Op.Bitcast(Tile x, var to) ->
          call(solid(x) + ".to(" + Dtypes.triton(to) + ", bitcast=True)");
      case Op.Reduce(var fold, Tile x, int axis) -> call(Folds.call(fold, text(x), axis));
      case Op.Trans(Tile x) -> call("tl.trans(" + text(x) + ")");
      case Op.Dot(Tile a, Tile b, Tile acc) ->
          call(
              "tl.dot(" + text(a) + ", " + text(b) + ", " + text(acc) + Literals.precision(a, acc));
      case Op.DotScaled(Tile a, Tile as, Tile b, Tile bs, Tile acc) ->
          call(
              "tl.dot_scaled(%s, %s, \"e2m1\", %s, %s, \"e2m1\", %s)"
                  .formatted(text(a), text(as), text(b), text(bs), text(acc)));
      case Op.Load load -> call(load(load));
    };
  }

  /// `x[:, None]`, or with several new axes at once where the tile below has them.
  private String expanded(Tile x, int axis) {
    String inner = inside(x, Fn.CALL);
    boolean isOpen = inner.endsWith("]") && inner.contains("[");
    if (isOpen) {
      int at = inner.lastIndexOf('[');
      List<String> axes =
          new ArrayList<>(List.of(inner.substring(at + 1, inner.length() - 1).split(", ")));
      axes.add(axis, "None");
      return inner.substring(0, at) + "[" + String.join(", ", axes) + "]";
    }
    List<String> axes = new ArrayList<>();
    x.shape().forEach(_ -> axes.add(":"));
    axes.add(axis, "None");
    return inner + "[" + String.join(", ", axes) + "]";
  }

  /// Integers are never NaN.
  private static String pattern(Fn fn, Scalar element) {
    boolean isWhole = !element.isFloat();
    return isWhole && fn == Fn.MAX
        ? Fn.MAX_NUMBER.python()
        : isWhole && fn == Fn.MIN ? Fn.MIN_NUMBER.python() : fn.python();
  }

  private Text elementwise(Fn fn, List<Tile> args) {
    boolean isSingle = args.getFirst().element() == Scalar.F32;
    if (fn == Fn.DIV && isSingle) {
      return call("tl.div_rn(" + solid(args.get(0)) + ", " + solid(args.get(1)) + ")");
    }
    if (fn == Fn.SQRT && isSingle) {
      return call("tl.sqrt_rn(" + solid(args.getFirst()) + ")");
    }
    boolean allNumbers = args.stream().allMatch(a -> numbers.contains(a.id()));
    boolean isAddress = args.getFirst().element() == Scalar.I32;
    String pattern = pattern(fn, args.getLast().element());
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) != '%'
          || i + 1 == pattern.length()
          || !Character.isDigit(pattern.charAt(i + 1))) {
        made.append(pattern.charAt(i));
        continue;
      }
      int arg = pattern.charAt(++i) - '1';
      // The right operand of what is grouped from the left needs more.
      boolean isInfix = fn.precedence() != Fn.CALL;
      boolean isComparison = fn.isComparison();
      int needed = isInfix ? fn.precedence() + (arg > 0 || isComparison ? 1 : 0) : 0;
      boolean isSolid = allNumbers && arg == 0 && !isAddress;
      made.append(isSolid ? solid(args.get(arg)) : inside(args.get(arg), needed));
    }
    return new Text(made.toString(), fn.precedence());
  }

  private String load(Op.Load load) {
    String mask = "";
    if (load.mask() != null && load.other() != null) {
      mask = ", mask=" + text(load.mask()) + ", other=" + other(load.other());
    }
    return "tl.load(" + address(load.pointer(), load.base(), load.offset()) + mask + ")";
  }

  /// What a load casts to the type of its elements by itself.
  private String other(Tile other) {
    String text = text(other);
    boolean isNumber = numbers.contains(other.id()) && text.startsWith("tl.full((), ");
    return isNumber ? text.substring("tl.full((), ".length(), text.lastIndexOf(", tl.")) : text;
  }
}
