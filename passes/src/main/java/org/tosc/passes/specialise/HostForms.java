package org.tosc.passes.specialise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.tensors.TensorForm;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// What host operations are for tensors of known shape, numbers, and lists of them.
public final class HostForms {
  private static final int MOST_ITEMS = 256;

  private final Draft draft;
  private final NumberForms numbers;

  private final Map<Field, Held> fields = new HashMap<>();

  /// The lists that were made for good.
  private final Map<List<Held>, Boolean> written = new IdentityHashMap<>();

  /// A field of an object that the version does not look at.
  private record Field(Value object, String name) {}

  public HostForms(Draft draft) {
    this.draft = draft;
    this.numbers = new NumberForms(draft);
  }

  /// What is in a field.
  void field(Value object, String name, Held known) {
    fields.put(new Field(object, name), known);
  }

  /// What a host operation gives.
  public Held of(HostOp op, Operation o, List<Held> operands) throws Refusal {
    return switch (op) {
      case BOX, UNBOX -> unboxed(operands.getFirst(), o);
      case ADD, SUB, MUL, DIV, FLOORDIV, MOD, POW, MATMUL, NEG -> operator(op, o, operands);
      case EQ, NE, LT, LE, GT, GE -> operator(op, o, operands);
      case BUILTIN -> builtin(o, operands);
      case INVOKE -> invoke(o, operands);
      case GET -> get(o, operands);
      case SLICE -> form(o, operands);
      case MEMBER -> member(o, operands);
      case LIST -> new Held.Items(new ArrayList<>(operands));
      case PARTS, BUILTIN_VALUE -> imagined(o, operands);
      case IS_MISSING -> isMissing(o, operands.getFirst());
      case CHECK, BITAND, BITOR, BITXOR, SHL, SHR, IN, TRUTHY, IS -> throw foreign(o);
      case SET, SET_SLICE, SET_MEMBER, SUPER, CALL, APPLY, CONCAT, DICT -> throw foreign(o);
      case RANGE -> range(o, operands);
      case ITER -> turns(o, operands.getFirst());
      case HAS_NEXT -> truth(!left(o, operands).isEmpty(), o);
      case NEXT -> left(o, operands).removeFirst();
      case CLOSURE, CELL, CELL_GET, CELL_SET, CLASS, ENUM, MODULE -> throw foreign(o);
      case UNPACK, CHECK_DIMS, FOLLOWS -> throw foreign(o);
      case STAND_IN, RUNTIME -> throw foreign(o);
    };
  }

  private static Refusal foreign(Operation o) {
    return refusal(o, "is no tensor operation");
  }

  private static Refusal refusal(Operation o, String why) {
    return new Refusal(name(o) + " " + why);
  }

  private static String name(Operation o) {
    boolean named = o.attributes().has("name") && o.op() != HostOp.MEMBER;
    return named ? "`" + o.attributes().string("name") + "`" : o.op().mnemonic();
  }

  /// The constant that something is, or null.
  public @Nullable Attribute constant(Held known) {
    return known instanceof Held.Plain(Value value) ? draft.constant(value) : null;
  }

  /// A value that operations may use.
  public Value real(Held known, Operation o) throws Refusal {
    if (known instanceof Held.Plain(Value value)) {
      if (draft.isImagined(value)) {
        throw refusal(o, "takes a value that is only known here");
      }
      return value;
    }
    if (!(known instanceof Held.Items list)) {
      throw refusal(o, "takes what a loop goes through");
    }
    if (written.put(list.items(), true) != null) {
      throw refusal(o, "gives one list twice");
    }
    List<Value> items = new ArrayList<>();
    for (Held item : list.items()) {
      items.add(real(item, o));
    }
    return draft.emit(HostOp.LIST, items, Attributes.NONE, HostType.LIST, o.span());
  }

  /// A value of this type.
  public Value typed(Held known, Type type, Operation o) throws Refusal {
    Value value = real(known, o);
    if (!value.type().equals(type)) {
      throw refusal(o, "takes " + type + ", found " + value.type());
    }
    return value;
  }

  /// A value to find a form with.
  private Value seen(Held known, Operation o) {
    return switch (known) {
      case Held.Plain(Value value) -> value;
      case Held.Items(List<Held> items) ->
          draft.imagine(
              HostOp.LIST,
              items.stream().map(i -> seen(i, o)).toList(),
              Attributes.NONE,
              HostType.LIST,
              o.span());
      case Held.Turns _ ->
          draft.imagine(HostOp.ITER, List.of(), Attributes.NONE, HostType.ITER, o.span());
    };
  }

  /// What a scalar operation gives on operands that have its types.
  public Held scalar(CoreOp op, Operation o, List<Held> operands) throws Refusal {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      values.add(typed(operands.get(i), o.operand(i).type(), o));
    }
    return new Held.Plain(draft.scalar(op, values, o.attributes(), o.result().type(), o.span()));
  }

  /// What a tensor operation gives, with the types that follow from its operands.
  public List<Held> tensor(TensorOp op, Operation o, List<Held> operands) throws Refusal {
    List<Value> values = new ArrayList<>();
    for (Held operand : operands) {
      values.add(real(operand, o));
    }
    try {
      List<Type> types = op.infer(Value.types(values), o.attributes());
      return draft.emit(op, values, o.attributes(), types, o.span()).stream()
          .<Held>map(Held.Plain::new)
          .toList();
    } catch (TypeRule.Mismatch mistake) {
      throw new Refusal(op.mnemonic() + " " + mistake.words());
    }
  }

  private Held unboxed(Held known, Operation o) throws Refusal {
    Type wanted = o.result().type();
    boolean list = known instanceof Held.Items && wanted == HostType.LIST;
    boolean tensor =
        known instanceof Held.Plain(Value value)
            && value.type() instanceof TensorType type
            && wanted instanceof TensorType declared
            && fits(type, declared);
    if (wanted == HostType.ANY || list || tensor) {
      return known;
    }
    return new Held.Plain(typed(known, wanted, o));
  }

  /// Whether a tensor has the extents that a type names.
  private static boolean fits(TensorType type, TensorType declared) {
    List<Long> wanted = extents(declared);
    List<Long> found = extents(type);
    boolean same = type.element() == declared.element() && wanted.size() == found.size();
    for (int i = 0; same && i < wanted.size(); i++) {
      same = wanted.get(i) < 0 || wanted.get(i).equals(found.get(i));
    }
    return same;
  }

  private Held operator(HostOp op, Operation o, List<Held> operands) throws Refusal {
    boolean scalars = operands.stream().allMatch(HostForms::isNumber);
    return scalars ? new Held.Plain(numbers.operator(op, o, plain(operands))) : form(o, operands);
  }

  private static List<Value> plain(List<Held> operands) {
    return operands.stream().map(h -> ((Held.Plain) h).value()).toList();
  }

  private static boolean isNumber(Held known) {
    return known instanceof Held.Plain(Value value) && value.type() instanceof Scalar;
  }

  private static boolean isTensor(Held known) {
    return known instanceof Held.Plain(Value value) && value.type() instanceof TensorType;
  }

  /// A host operation as tensor operations.
  private Held form(Operation o, List<Held> operands) throws Refusal {
    List<Value> values = operands.stream().map(h -> seen(h, o)).toList();
    Operation known =
        new Operation(o.op(), values, o.attributes(), List.of(), o.results(), o.span());
    TensorForm form = TensorForm.of(known, draft.known());
    if (form == null) {
      throw refusal(o, "of " + types(values) + " is no tensor operation");
    }
    for (Operation step : form.operations()) {
      draft.add(step);
    }
    return new Held.Plain(form.result());
  }

  private static String types(List<Value> values) {
    return values.stream()
        .map(v -> v.type().toString())
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private Held builtin(Operation o, List<Held> operands) throws Refusal {
    String name = o.attributes().string("name");
    if (name.equals("$dtype")) {
      return imagined(o, operands);
    }
    if (name.equals("$field")) {
      return asked(o, operands);
    }
    boolean one = operands.size() == 1;
    if (name.equals("len") && one) {
      return length(o, operands.getFirst());
    }
    boolean fact = (name.equals("float") || name.equals("int")) && one;
    if (fact && isTensor(operands.getFirst())) {
      return number(o, ((Held.Plain) operands.getFirst()).value());
    }
    if (operands.stream().allMatch(HostForms::isNumber)) {
      return new Held.Plain(numbers.builtin(name, o, plain(operands)));
    }
    return form(o, operands);
  }

  /// `xs.push(x)` of a list that is known here, and methods of tensors.
  private Held invoke(Operation o, List<Held> operands) throws Refusal {
    boolean push = o.attributes().string("name").equals("push") && operands.size() == 2;
    if (push && operands.getFirst() instanceof Held.Items(List<Held> items)) {
      items.add(operands.get(1));
      return imagined(o, List.of());
    }
    return form(o, operands);
  }

  /// A field that was asked for before it was needed.
  private Held asked(Operation o, List<Held> operands) {
    Held field =
        operands.getFirst() instanceof Held.Plain(Value object)
                && constant(operands.get(1)) instanceof Attribute.Str(String name)
            ? fields.get(new Field(object, name))
            : null;
    return field == null ? imagined(o, operands) : field;
  }

  private Held range(Operation o, List<Held> operands) throws Refusal {
    boolean inclusive = o.attributes().flag("inclusive", false);
    boolean whole =
        constant(operands.get(0)) instanceof Attribute.Int
            && constant(operands.get(1)) instanceof Attribute.Int;
    Attribute step = constant(operands.get(2));
    boolean by = step instanceof Attribute.Int(long s) && s == 1;
    if (!whole || !(by || step == Attribute.Nil.NIL)) {
      throw refusal(o, "of bounds that are no constants");
    }
    long start = ((Attribute.Int) Objects.requireNonNull(constant(operands.get(0)))).value();
    long end = ((Attribute.Int) Objects.requireNonNull(constant(operands.get(1)))).value();
    long last = inclusive ? end : end - 1;
    boolean up = by || start <= end;
    if (!up || last - start > MOST_ITEMS) {
      throw refusal(o, "of so many numbers");
    }
    List<Held> items = new ArrayList<>();
    for (long i = start; i <= last; i++) {
      items.add(integer(i, o));
    }
    return new Held.Items(items);
  }

  private static Held turns(Operation o, Held known) throws Refusal {
    boolean pairs = o.attributes().flag("pairs", false);
    if (pairs || !(known instanceof Held.Items(List<Held> items))) {
      throw refusal(o, "of what is not known here");
    }
    return new Held.Turns(new ArrayDeque<>(items), items, items.size());
  }

  private static Deque<Held> left(Operation o, List<Held> operands) throws Refusal {
    if (operands.getFirst() instanceof Held.Turns turns && turns.isSame()) {
      return turns.left();
    }
    throw refusal(o, "of a list that changes");
  }

  private Held truth(boolean value, Operation o) {
    return new Held.Plain(draft.constant(Scalar.I1, Attribute.of(value), o.span()));
  }

  private Held length(Operation o, Held known) throws Refusal {
    if (known instanceof Held.Items(List<Held> items)) {
      return integer(items.size(), o);
    }
    Value value = real(known, o);
    if (value.type() instanceof TensorType type && type.rank() > 0) {
      return integer(extents(type).getFirst(), o);
    }
    boolean plain = value.type() == HostType.LIST || value.type() == HostType.STR;
    if (!plain) {
      throw refusal(o, "of " + value.type());
    }
    return new Held.Plain(
        draft.emit(HostOp.BUILTIN, List.of(value), o.attributes(), Scalar.I64, o.span()));
  }

  /// `float(t)` of a tensor of one element; `int(t)` where its elements are integers.
  private Held number(Operation o, Value tensor) throws Refusal {
    TensorType type = (TensorType) tensor.type();
    boolean whole = o.attributes().string("name").equals("int");
    boolean one = extents(type).stream().allMatch(e -> e == 1);
    if (!one || (whole && !type.element().isInteger())) {
      throw refusal(o, "of " + type);
    }
    Type result = whole ? Scalar.I64 : Scalar.F64;
    return new Held.Plain(
        draft.emit(HostOp.BUILTIN, List.of(tensor), o.attributes(), result, o.span()));
  }

  private Held integer(long value, Operation o) {
    return new Held.Plain(draft.constant(Scalar.I64, Attribute.of(value), o.span()));
  }

  private static List<Long> extents(TensorType type) {
    List<Long> all = new ArrayList<>();
    for (Dim dim : type.shape()) {
      all.add(dim instanceof Dim.Known(long size, var _) ? size : Long.valueOf(-1));
    }
    return all;
  }

  private Held get(Operation o, List<Held> operands) throws Refusal {
    if (operands.getFirst() instanceof Held.Items(List<Held> items)
        && constant(operands.get(1)) instanceof Attribute.Int(long given)) {
      long at = given < 0 ? given + items.size() : given;
      if (at < 0 || at >= items.size()) {
        throw refusal(o, "is outside of a list of " + items.size());
      }
      return items.get((int) at);
    }
    return form(o, operands);
  }

  private Held member(Operation o, List<Held> operands) throws Refusal {
    String name = o.attributes().string("name");
    if (!(operands.getFirst() instanceof Held.Plain(Value value))) {
      throw refusal(o, "of a list");
    }
    if (!(value.type() instanceof TensorType type)) {
      Held field = fields.get(new Field(value, name));
      if (field == null) {
        throw refusal(o, "`" + name + "` of a value that is no tensor");
      }
      return present(field, o);
    }
    return switch (name) {
      case "shape" -> {
        List<Held> extents = new ArrayList<>();
        extents(type).forEach(e -> extents.add(integer(e, o)));
        yield new Held.Items(extents);
      }
      case "ndim" -> integer(type.rank(), o);
      case "size" -> integer(extents(type).stream().reduce(1L, (a, b) -> a * b), o);
      case "dtype" ->
          new Held.Plain(
              draft.imagine(
                  CoreOp.CONST,
                  List.of(),
                  Attributes.of("value", Attribute.of(type.element().toString())),
                  HostType.STR,
                  o.span()));
      default -> form(o, operands);
    };
  }

  /// A field that is there.
  private Held present(Held field, Operation o) throws Refusal {
    boolean known = field instanceof Held.Items || isTensor(field) || isNumber(field);
    boolean object =
        field instanceof Held.Plain(Value value)
            && fields.keySet().stream().anyMatch(f -> f.object().equals(value));
    if (!known && !object) {
      throw refusal(o, "of a value that may be missing");
    }
    return field;
  }

  private Held imagined(Operation o, List<Held> operands) {
    List<Value> values = operands.stream().map(h -> seen(h, o)).toList();
    return new Held.Plain(
        draft.imagine(o.op(), values, o.attributes(), o.result().type(), o.span()));
  }

  private Held isMissing(Operation o, Held known) throws Refusal {
    boolean present = known instanceof Held.Items || isTensor(known) || isNumber(known);
    boolean missing = constant(known) == Attribute.Missing.MISSING;
    if (!present && !missing) {
      throw refusal(o, "of a value that may be missing");
    }
    return truth(missing, o);
  }
}
