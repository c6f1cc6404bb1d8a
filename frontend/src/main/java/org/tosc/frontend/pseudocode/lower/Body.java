package org.tosc.frontend.pseudocode.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.frontend.pseudocode.ast.Param;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.resolve.Routine;
import org.tosc.frontend.pseudocode.resolve.Variable;
import org.tosc.frontend.pseudocode.types.Instance;
import org.tosc.frontend.pseudocode.types.Program;
import org.tosc.frontend.pseudocode.types.Ty;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// One function of the module while it is made: its builder and where its variables live.
final class Body {
  private final Lowering lowering;
  private final Instance instance;
  private final Routine routine;
  private final FunctionBuilder builder;
  private final Map<Variable, Value> slots = new HashMap<>();
  private final Map<Variable, Value> cells = new HashMap<>();
  private final Map<Variable, Value> copies = new HashMap<>();
  private final Map<Variable, TypeExpr> promises = new HashMap<>();
  private final ExpressionLowering expressions;
  private final StatementLowering statements;

  Body(Lowering lowering, Instance instance) {
    this.lowering = lowering;
    this.instance = instance;
    this.routine = instance.routine();
    this.builder = new FunctionBuilder(instance.symbol());
    this.expressions = new ExpressionLowering(this);
    this.statements = new StatementLowering(this);
  }

  Function lower() {
    captures();
    List<Value> params = params();
    ownSlots();
    bindParams(params);
    if (routine.kind() == Routine.Kind.FILE) {
      startFile();
    }
    switch (routine.node()) {
      case Stmt.ClassDecl c -> new DeclarationLowering(this).fields(c);
      case Stmt.ModelDecl m -> new DeclarationLowering(this).parameters(m);
      default -> {
        ForeignFunction foreign = program().resolution().foreign(routine.node());
        if (foreign != null) {
          new ForeignLowering(this).body(foreign, routine.parameters());
        } else if (lowering.isEntry(routine)) {
          statements.entry(routine.body());
        } else {
          statements.all(routine.body());
        }
      }
    }
    end();
    return builder.finish(results(), attributes(), routine.span());
  }

  private void end() {
    if (builder.isTerminated()) {
      return;
    }
    Span span = routine.span();
    if (routine.kind() == Routine.Kind.FILE) {
      builder.op(CoreOp.RETURN, span);
    } else {
      builder.op(CoreOp.RETURN, span, coerce(nil(span), resultType(), span));
    }
  }

  List<Type> results() {
    return routine.kind() == Routine.Kind.FILE ? List.of() : List.of(resultType());
  }

  Type resultType() {
    return instance.result().representation();
  }

  // Parts.

  Lowering lowering() {
    return lowering;
  }

  Program program() {
    return lowering.program();
  }

  Instance instance() {
    return instance;
  }

  FunctionBuilder builder() {
    return builder;
  }

  ExpressionLowering expressions() {
    return expressions;
  }

  StatementLowering statements() {
    return statements;
  }

  Variable declared(Node node) {
    return program().resolution().declared(node);
  }

  // The frame.

  private void captures() {
    for (Variable variable : routine.captures()) {
      if (variable.home() == Variable.Home.CELL) {
        cells.put(variable, builder.param(new CellType(HostType.ANY)));
      } else {
        copies.put(variable, builder.param(copiedType(variable)));
      }
    }
  }

  /// The type of a variable that closures copy: that of the instance it belongs to.
  private Type copiedType(Variable variable) {
    for (Instance i = instance.outer(); i != null; i = i.outer()) {
      if (i.routine() == variable.owner()) {
        return slotType(i, variable);
      }
    }
    return HostType.ANY;
  }

  private List<Value> params() {
    List<Value> values = new ArrayList<>();
    if (routine.self() != null) {
      values.add(builder.param(HostType.ANY));
    }
    for (int i = 0; i < routine.params().size(); i++) {
      Ty given = argument(i);
      if (given != Ty.UNSET) {
        values.add(builder.param(given.representation()));
      }
    }
    return values;
  }

  private Ty argument(int i) {
    return i < instance.arguments().size() ? instance.arguments().get(i) : Ty.ANY;
  }

  private void ownSlots() {
    if (routine.self() != null) {
      slot(routine.self());
    }
    for (Variable variable : lowering.owned(routine)) {
      switch (variable.home()) {
        case SLOT, COPIED -> slot(variable);
        case CELL -> {
          boolean whole =
              variable.kind() == Variable.Kind.ASSIGNED || variable.kind() == Variable.Kind.STEP;
          if (whole) {
            newCell(variable, routine.span());
          }
        }
        case GLOBAL -> {}
      }
    }
  }

  private void slot(Variable variable) {
    Span span = variable.declared();
    Type type = slotType(instance, variable);
    Value[] initial = instance.mayBeUnset(variable) ? new Value[] {missing(span)} : new Value[0];
    slots.put(
        variable,
        builder
            .opOf(CoreOp.SLOT, List.of(new SlotType(type)), Attributes.NONE, span, List.of(initial))
            .result());
  }

  private static Type slotType(Instance instance, Variable variable) {
    if (instance.mayBeUnset(variable)) {
      return HostType.ANY;
    }
    Ty ty = instance.local(variable);
    return ty == Ty.NEVER ? HostType.ANY : ty.representation();
  }

  /// Makes the cell of a variable; until it is assigned it holds the missing value.
  void newCell(Variable variable, Span span) {
    cells.put(
        variable,
        builder
            .opOf(
                HostOp.CELL,
                List.of(new CellType(HostType.ANY)),
                Attributes.NONE,
                span,
                List.of(missing(span)))
            .result());
  }

  private void bindParams(List<Value> params) {
    int next = 0;
    if (routine.self() != null) {
      bind(routine.self(), params.get(next++), routine.span());
    }
    for (int i = 0; i < routine.params().size(); i++) {
      Param param = routine.params().get(i);
      Ty given = argument(i);
      Value value = given == Ty.UNSET ? null : params.get(next++);
      Value checked = ParameterLowering.value(this, param, given, value);
      bind(routine.parameters().get(i), checked, param.span());
      if (param.type() != null) {
        promise(routine.parameters().get(i), param.type());
      }
    }
    ParameterLowering.checkSymbols(this, routine.params());
  }

  private void bind(Variable variable, Value value, Span span) {
    if (variable.home() == Variable.Home.CELL) {
      newCell(variable, span);
    }
    store(variable, value, span);
  }

  /// Globals that may be read before they are assigned start as missing; functions of the file that
  /// are used as values exist from the start.
  private void startFile() {
    for (Variable variable : lowering.owned(routine)) {
      if (variable.home() != Variable.Home.GLOBAL) {
        continue;
      }
      boolean known = lowering.isKnown(variable);
      if (!known && program().isMaybeUnset(variable)) {
        global(variable, missing(variable.declared()), variable.declared());
      }
    }
  }

  // Variables.

  /// The value of a variable, of the given representation; raises `NameError` where it may not be
  /// assigned.
  Value load(Variable variable, Ty ty, Span span) {
    Value raw = raw(variable, span);
    boolean cell = variable.home() == Variable.Home.CELL && mayBeEmpty(variable);
    if (ty instanceof Ty.Maybe || cell) {
      requireAssigned(variable, raw, span);
    }
    return coerce(raw, ty.representation(), span);
  }

  /// Variables that exist before their declaration runs.
  private static boolean mayBeEmpty(Variable variable) {
    return switch (variable.kind()) {
      case ASSIGNED, LET, CONST, FUNCTION, CLASS, MODEL, ENUM, ENUM_GLOBAL, MODULE, STEP -> true;
      case PARAMETER, LOOP, CATCH, PATTERN, SELF -> false;
    };
  }

  private Value raw(Variable variable, Span span) {
    Value copied = copies.get(variable);
    if (copied != null) {
      return copied;
    }
    return switch (variable.home()) {
      case GLOBAL ->
          builder
              .opOf(
                  CoreOp.GLOBAL_GET,
                  List.of(lowering.globalType(variable)),
                  globalAttribute(variable),
                  span,
                  List.of())
              .result();
      case CELL -> builder.op(HostOp.CELL_GET, span, cell(variable)).result();
      case SLOT, COPIED -> builder.op(CoreOp.SLOT_GET, span, slotOf(variable)).result();
    };
  }

  private void requireAssigned(Variable variable, Value raw, Span span) {
    if (raw.type() != HostType.ANY) {
      return;
    }
    Value missing = builder.op(HostOp.IS_MISSING, span, raw).result();
    branch(
        missing,
        span,
        () -> raise("NameError", "`" + variable.name() + "` is not assigned yet", span),
        () -> {});
  }

  /// The cell or value that a closure captures.
  Value captured(Variable variable, Span span) {
    return variable.home() == Variable.Home.CELL ? cell(variable) : raw(variable, span);
  }

  private Value cell(Variable variable) {
    return Objects.requireNonNull(
        cells.get(variable), () -> "no cell for " + variable + " in " + instance);
  }

  private Value slotOf(Variable variable) {
    return Objects.requireNonNull(
        slots.get(variable), () -> "no slot for " + variable + " in " + instance);
  }

  /// Assigns a variable.
  void store(Variable variable, Value value, Span span) {
    switch (variable.home()) {
      case GLOBAL -> global(variable, value, span);
      case CELL -> builder.op(HostOp.CELL_SET, span, cell(variable), box(value, span));
      case SLOT, COPIED -> {
        Value slot = slotOf(variable);
        builder.op(
            CoreOp.SLOT_SET, span, slot, coerce(value, ((SlotType) slot.type()).content(), span));
      }
    }
  }

  private void global(Variable variable, Value value, Span span) {
    Value stored = coerce(value, lowering.globalType(variable), span);
    builder.op(CoreOp.GLOBAL_SET, globalAttribute(variable), span, List.of(stored));
  }

  /// Hands a value to the program's [Lowering#SHOW] function.
  void show(Value value, Span span) {
    Attributes global = Attributes.of("global", new Attribute.Symbol(Lowering.SHOW));
    Value show =
        builder.opOf(CoreOp.GLOBAL_GET, List.of(HostType.ANY), global, span, List.of()).result();
    host(HostOp.CALL, span, show, box(value, span));
  }

  private Attributes globalAttribute(Variable variable) {
    return Attributes.of("global", new Attribute.Symbol(lowering.symbol(variable)));
  }

  // Small pieces.

  Value constant(Type type, Attribute value, Span span) {
    return builder
        .opOf(CoreOp.CONST, List.of(type), Attributes.of("value", value), span, List.of())
        .result();
  }

  Value integer(long value, Span span) {
    return constant(Scalar.I64, Attribute.of(value), span);
  }

  Value text(String value, Span span) {
    return constant(HostType.STR, Attribute.of(value), span);
  }

  Value truth(boolean value, Span span) {
    return constant(Scalar.I1, Attribute.of(value), span);
  }

  Value nil(Span span) {
    return constant(HostType.ANY, Attribute.Nil.NIL, span);
  }

  Value missing(Span span) {
    return constant(HostType.ANY, Attribute.Missing.MISSING, span);
  }

  Value host(HostOp op, Span span, Value... operands) {
    return builder.op(op, span, operands).result();
  }

  Value host(HostOp op, Attributes attributes, Span span, List<Value> operands) {
    return builder.op(op, attributes, span, operands).result();
  }

  Value core(Op op, Span span, Value... operands) {
    return builder.op(op, span, operands).result();
  }

  /// Calls a built-in, giving an `any`.
  Value builtin(String name, Span span, Value... operands) {
    return builder
        .opOf(
            HostOp.BUILTIN,
            List.of(HostType.ANY),
            Attributes.of("name", Attribute.of(name)),
            span,
            List.of(operands))
        .result();
  }

  /// Calls a built-in that gives a bool.
  Value test(String name, Span span, Value... operands) {
    return builder
        .opOf(
            HostOp.BUILTIN,
            List.of(Scalar.I1),
            Attributes.of("name", Attribute.of(name)),
            span,
            List.of(operands))
        .result();
  }

  Value box(Value value, Span span) {
    return coerce(value, HostType.ANY, span);
  }

  /// The value in another representation: boxed, unboxed, or an integer as a float.
  Value coerce(Value value, Type type, Span span) {
    Type from = value.type();
    if (from.equals(type)) {
      return value;
    }
    if (type == HostType.ANY) {
      return host(HostOp.BOX, span, value);
    }
    if (from == Scalar.I64 && type == Scalar.F64) {
      return builder
          .opOf(CoreOp.CAST, List.of(Scalar.F64), Attributes.NONE, span, List.of(value))
          .result();
    }
    Value boxed = from == HostType.ANY ? value : host(HostOp.BOX, span, value);
    return builder
        .opOf(HostOp.UNBOX, List.of(type), Attributes.NONE, span, List.of(boxed))
        .result();
  }

  /// The items of a list, one each; the one at `rest` (unless -1) takes the surplus as a list.
  List<Value> unpack(Value value, int count, int rest, Span span) {
    Attributes attributes = rest < 0 ? Attributes.NONE : Attributes.of("rest", Attribute.of(rest));
    return builder
        .opOf(
            HostOp.UNPACK,
            java.util.Collections.nCopies(count, (Type) HostType.ANY),
            attributes,
            span,
            List.of(value))
        .results();
  }

  /// Remembers the annotation of a variable, against which later assignments are checked.
  void promise(Variable variable, TypeExpr annotation) {
    promises.put(variable, annotation);
  }

  @Nullable TypeExpr promise(Variable variable) {
    return promises.get(variable);
  }

  void yieldIfOpen(Span span) {
    if (!builder.isTerminated()) {
      builder.op(CoreOp.YIELD, span);
    }
  }

  /// Ends the region where the source shows that its end is not reached.
  void unreachableIf(boolean leaves, Span span) {
    if (leaves && !builder.isTerminated()) {
      builder.op(CoreOp.UNREACHABLE, span);
    }
  }

  /// `if condition { then } else { otherwise }` without results.
  void branch(Value condition, Span span, Runnable then, Runnable otherwise) {
    builder.opWith(
        CoreOp.IF,
        List.of(),
        Attributes.NONE,
        span,
        List.of(condition),
        List.of(builder.block(span, then), builder.block(span, otherwise)));
  }

  /// Raises an error of a kind.
  void raise(String kind, String message, Span span) {
    Value error = builtin("error", span, text(kind, span), text(message, span));
    builder.op(CoreOp.THROW, span, error);
  }

  Operation emit(HostOp op, Attributes attributes, Span span, List<Value> operands) {
    return builder.op(op, attributes, span, operands);
  }

  /// What calls by name need to know of the function.
  private Attributes attributes() {
    List<String> names = new ArrayList<>();
    List<String> optional = new ArrayList<>();
    String rest = null;
    if (routine.self() != null) {
      names.add("self");
    }
    for (int i = 0; i < routine.params().size(); i++) {
      Param param = routine.params().get(i);
      if (argument(i) == Ty.UNSET) {
        continue;
      }
      names.add(param.name().text());
      if (param.defaultValue() != null) {
        optional.add(param.name().text());
      }
      rest = param.rest() ? param.name().text() : rest;
    }
    Attributes attributes =
        Attributes.of("name", Attribute.of(routine.name()))
            .with("params", Attribute.strings(names))
            .with("optional", Attribute.strings(optional))
            .with("captures", Attribute.of(routine.captures().size()));
    Attributes decorated = Decorators.on(routine, attributes);
    return rest == null ? decorated : decorated.with("rest", Attribute.of(rest));
  }

  @Nullable Value self(Span span) {
    for (Routine r = routine; r != null; r = r.parent()) {
      if (r.self() != null) {
        return raw(r.self(), span);
      }
    }
    return null;
  }
}
