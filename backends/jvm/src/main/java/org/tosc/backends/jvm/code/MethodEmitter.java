package org.tosc.backends.jvm.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Emits one method: a function, or one piece of a function that is too large for one method. The
/// parts that know single families of operations meet here.
final class MethodEmitter {
  final Code code;
  final Program program;
  final int classIndex;
  final Function function;
  final Layout layout;
  final Piece piece;
  final Uses uses;
  final Values values;
  final OpenViews views;
  final Folding folding;
  final Exits exits;
  final Regions regions;
  final Expressions expressions;
  final Conditions conditions;
  final Control control;
  final Label start = new Label();
  private int[] indexLocals = {};
  private @Nullable Raising raising;
  private int overflowLocal = -1;
  private @Nullable Ownership ownership;

  MethodEmitter(Program program, int classIndex, Layout layout, Piece piece, Code code) {
    this.program = program;
    this.classIndex = classIndex;
    this.layout = layout;
    this.function = layout.function();
    this.piece = piece;
    this.code = code;
    this.uses = layout.uses();
    this.folding = new Folding(uses);
    Locals locals = new Locals();
    int[] parameters = piece.isRoot() ? parameters(locals) : new int[0];
    boolean framed = layout.isSplit();
    int frame = framed ? locals.parameter(Repr.OBJECT) : -1;
    this.values = new Values(code, locals, layout.shared(), frame);
    this.views = new OpenViews(this);
    this.exits = new Exits(this);
    this.regions = new Regions(this);
    this.expressions = new Expressions(this);
    this.conditions = new Conditions(this);
    this.control = new Control(this);
    if (piece.isRoot()) {
      enter(parameters, frame);
    }
  }

  /// Emits the whole method.
  void emit() {
    code.bind(start);
    if (piece.isRoot()) {
      function.params().forEach(views::open);
    }
    regions.emit(piece);
    code.finish();
  }

  private int[] parameters(Locals locals) {
    return function.params().stream().mapToInt(p -> locals.parameter(Repr.of(p))).toArray();
  }

  private void enter(int[] parameters, int frame) {
    if (frame >= 0) {
      layout.newFrame(code, frame);
    }
    for (int i = 0; i < parameters.length; i++) {
      Value parameter = function.params().get(i);
      if (layout.shared().place(parameter) == null) {
        values.defineAt(parameter, parameters[i]);
      } else {
        values.beforeStore(parameter);
        code.load(Repr.of(parameter), parameters[i]);
        values.store(parameter);
      }
    }
  }

  /// Brings a value onto the stack, wherever it comes from.
  void push(Value value) {
    var constant = uses.constant(value);
    if (constant != null) {
      Constants.push(this, constant);
    } else if (folding.isFolded(value)) {
      expressions.push(regions.folded(value));
    } else {
      values.load(value);
    }
  }

  /// Whether a nest may write a tile in place.
  boolean isOwned(Value tile) {
    if (ownership == null) {
      ownership = Ownership.of(function, uses);
    }
    return ownership.isOwned(tile);
  }

  /// Pushes the coordinate of the point that a nest's body runs for.
  void pushIndex(int dim) {
    code.local(Opcodes.ILOAD, indexLocals[dim]);
    code.op(Opcodes.I2L);
  }

  /// Says what is known of the errors that the operations emitted from now on may raise, and the
  /// local that collects the overflow of the only sum among them; -1 where sums are checked.
  void setRaising(Raising known, int overflow) {
    raising = known;
    overflowLocal = overflow;
  }

  boolean isHarmless(Operation o) {
    return raising != null && raising.isHarmless(o);
  }

  /// The local whose sign says that a sum has overflowed; -1 for a sum that is checked at once.
  int overflowOf(Operation o) {
    return raising != null && overflowLocal >= 0 && raising.onlySum() == o ? overflowLocal : -1;
  }

  /// Says where the coordinates of a nest are: an `int` local for each dimension.
  void setIndexLocals(int[] locals) {
    indexLocals = locals;
  }

  /// Whether code here runs at most once, so that linking it well does not pay.
  boolean isCold() {
    return program.runsOnce(function) && !exits.isInLoop() && !layout.isInLoop(piece);
  }
}
