package org.tosc.backends.jvm.code;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Emits the `host` family, and the `tensor` family by calls.
///
/// What profits from knowing the operands' kinds becomes `invokedynamic` with the static types in
/// its descriptor; the rest, and all code that runs only once, calls the run-time library at once.
final class HostCalls {
  private static final String OPS = "org/tosc/rt/ops/";
  private static final String VALUE = "org/tosc/rt/value/";
  private static final String LINK = "org/tosc/backends/jvm/link/";
  private static final String O = "Ljava/lang/Object;";
  private static final String S = "Ljava/lang/String;";

  /// More parameters than a call site can have with its own bookkeeping (JVMS 4.3.3: 255).
  private static final int MAX_SLOTS = 240;

  private final MethodEmitter method;
  private final Code code;

  HostCalls(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void push(HostOp op, Operation o) {
    switch (op) {
      case BOX -> pushBoxed(o.operand(0));
      case UNBOX -> unbox(o);
      case ADD, SUB, MUL, DIV, MOD, POW, MATMUL, NEG, SHL, SHR ->
          operator(o, "Arithmetic", name(o));
      case FLOORDIV -> operator(o, "Arithmetic", "floorDiv");
      case BITAND -> operator(o, "Arithmetic", "bitAnd");
      case BITOR -> operator(o, "Arithmetic", "bitOr");
      case BITXOR -> operator(o, "Arithmetic", "bitXor");
      case EQ -> compare(o, "same");
      case NE -> compare(o, "");
      case LT -> compare(o, "isLess");
      case LE -> compare(o, "isLessOrEqual");
      case GT -> compare(o, "isGreater");
      case GE -> compare(o, "isGreaterOrEqual");
      case IN -> fixed(o, OPS + "Compare", "in", "Z");
      case TRUTHY -> truthy(o);
      case IS -> is(o);
      case GET -> operator(o, "Access", "get");
      case SET -> operator(o, "Access", "set");
      case SLICE -> fixed(o, OPS + "Access", "slice", O);
      case SET_SLICE -> fixed(o, OPS + "Access", "setSlice", "V");
      case MEMBER -> member(o, "(" + O + S + ")" + O);
      case SET_MEMBER -> member(o, "(" + O + S + O + ")V");
      case INVOKE -> invoke(o);
      case SUPER -> superCall(o);
      case CALL -> call(o);
      case BUILTIN -> builtin(o);
      case BUILTIN_VALUE -> code.constant(Program.builtin(o.attributes().string("name")));
      case APPLY -> fixed(o, OPS + "Literals", "apply", O);
      case PARTS -> parts(o);
      case CONCAT -> concat(o);
      case LIST -> list(o);
      case DICT -> arrayed(o, OPS + "Literals", "dict", "L" + VALUE + "DictValue;");
      case RANGE -> range(o);
      case CLOSURE -> closure(o);
      case CELL -> cell(o);
      case CELL_GET -> cellGet(o);
      case CELL_SET -> cellSet(o);
      case CLASS, ENUM, MODULE -> declare(o);
      case ITER -> iter(o);
      case HAS_NEXT -> iterator(o, "hasNext", "()Z");
      case NEXT -> iterator(o, "next", "()" + O);
      case UNPACK -> unpack(o);
      case IS_MISSING -> isMissing(o);
      case CHECK -> check(o);
      case CHECK_DIMS -> checkDims(o);
      case FOLLOWS -> fixed(o, OPS + "Derivatives", "follows", "Z");
      case STAND_IN -> fixed(o, OPS + "Derivatives", "standIn", O);
      case RUNTIME -> runtime(o);
    }
  }

  private static String name(Operation o) {
    return o.op().row().name();
  }

  private void pushBoxed(Value value) {
    method.push(value);
    code.box(Repr.of(value));
  }

  private void unbox(Operation o) {
    Value operand = o.operand(0);
    Type wanted = o.result().type();
    method.push(operand);
    if (operand.type().equals(wanted)) {
      return;
    }
    code.box(Repr.of(operand));
    if (wanted != HostType.ANY) {
      code.mark(o.span());
      code.constant(o.attributes().string("what", ""));
      String result = Repr.of(wanted).descriptor();
      code.call(LINK + "Unbox", Unboxing.method(wanted), "(" + O + S + ")" + result);
    }
  }

  /// A call of an operator: dynamic with the operands' own types, or of the run-time library.
  private void operator(Operation o, String owner, String name) {
    if (method.isCold()) {
      String result = o.results().isEmpty() ? "V" : O;
      fixed(o, OPS + owner, name, result);
    } else {
      dynamic(o, "operator", "");
    }
  }

  private void compare(Operation o, String truth) {
    boolean asTruth = o.result().type() == Scalar.I1;
    if (!method.isCold()) {
      dynamic(o, "operator", "");
    } else if (!asTruth) {
      fixed(o, OPS + "Compare", name(o), O);
    } else if (truth.isEmpty()) {
      fixed(o, OPS + "Compare", "same", "Z");
      code.op(Opcodes.ICONST_1);
      code.op(Opcodes.IXOR);
    } else {
      fixed(o, OPS + "Compare", truth, "Z");
    }
  }

  /// `invokedynamic` with all operands in their own types.
  private void dynamic(Operation o, String bootstrap, String parameters, Object... arguments) {
    o.operands().forEach(method::push);
    code.mark(o.span());
    code.dynamic(
        name(o),
        Repr.method(o.operands(), Value.types(o.results())),
        Program.bootstrap(bootstrap, parameters),
        arguments);
  }

  /// A call of a static method of boxed operands.
  private void fixed(Operation o, String owner, String name, String result) {
    o.operands().forEach(this::pushBoxed);
    code.mark(o.span());
    code.call(owner, name, "(" + O.repeat(o.operands().size()) + ")" + result);
  }

  private void truthy(Operation o) {
    Value operand = o.operand(0);
    method.push(operand);
    if (operand.type() == Scalar.I1) {
      return;
    }
    code.box(Repr.of(operand));
    code.call(OPS + "Truth", "of", "(" + O + ")Z");
  }

  private void is(Operation o) {
    pushBoxed(o.operand(0));
    String kind = o.attributes().string("kind");
    String test = Kinds.test(kind);
    if (test.isEmpty()) {
      code.constant(kind);
      code.call(OPS + "Kind", "is", "(" + O + S + ")Z");
    } else {
      code.type(Opcodes.INSTANCEOF, test);
    }
  }

  private void member(Operation o, String descriptor) {
    String name = o.attributes().string("name");
    boolean sets = o.operands().size() == 2;
    if (!method.isCold()) {
      pushBoxed(o.operand(0));
      String value = "";
      if (sets) {
        method.push(o.operand(1));
        value = Repr.of(o.operand(1)).descriptor();
      }
      code.mark(o.span());
      String type = "(" + O + value + ")" + (sets ? "V" : O);
      code.dynamic(name(o), type, Program.bootstrap("member", S), name);
      return;
    }
    pushBoxed(o.operand(0));
    code.constant(name);
    if (sets) {
      pushBoxed(o.operand(1));
    }
    code.mark(o.span());
    code.call(OPS + "Access", sets ? "setMember" : "member", descriptor);
  }

  private boolean isGeneric(Operation o) {
    return method.isCold() || Repr.slots(o.operands()) > MAX_SLOTS;
  }

  private static String names(Operation o) {
    return String.join(",", o.attributes().strings("names"));
  }

  private void pushNames(Operation o) {
    List<String> names = o.attributes().strings("names");
    code.pushInt(names.size());
    code.type(Opcodes.ANEWARRAY, "java/lang/String");
    for (int i = 0; i < names.size(); i++) {
      code.op(Opcodes.DUP);
      code.pushInt(i);
      code.constant(names.get(i));
      code.op(Opcodes.AASTORE);
    }
  }

  private List<Value> from(Operation o, int first) {
    return o.operands().subList(first, o.operands().size());
  }

  private void invoke(Operation o) {
    String name = o.attributes().string("name");
    if (!isGeneric(o)) {
      dynamic(o, "invoke", S + S, name, names(o));
      return;
    }
    pushBoxed(o.operand(0));
    code.constant(name);
    method.expressions.pushArray(from(o, 1));
    pushNames(o);
    code.mark(o.span());
    code.call(OPS + "Access", "invoke", "(" + O + S + "[" + O + "[" + S + ")" + O);
  }

  private void superCall(Operation o) {
    pushBoxed(o.operand(0));
    pushBoxed(o.operand(1));
    code.constant(o.attributes().string("name"));
    method.expressions.pushArray(from(o, 2));
    pushNames(o);
    code.mark(o.span());
    code.call(LINK + "Declarations", "invokeSuper", "(" + O + O + S + "[" + O + "[" + S + ")" + O);
  }

  private void call(Operation o) {
    if (!isGeneric(o)) {
      dynamic(o, "call", S, names(o));
      return;
    }
    pushBoxed(o.operand(0));
    method.expressions.pushArray(from(o, 1));
    pushNames(o);
    code.mark(o.span());
    code.call(OPS + "Calls", "call", "(" + O + "[" + O + "[" + S + ")" + O);
  }

  private void builtin(Operation o) {
    String name = o.attributes().string("name");
    if (!isGeneric(o)) {
      dynamic(o, "builtin", S + S, name, names(o));
      return;
    }
    code.constant(name);
    method.expressions.pushArray(o.operands());
    pushNames(o);
    code.mark(o.span());
    code.call(LINK + "BuiltinCalls", "generic", "(" + S + "[" + O + "[" + S + ")" + O);
    Type declared = o.result().type();
    if (declared != HostType.ANY) {
      code.constant(name + "()");
      String result = Repr.of(declared).descriptor();
      code.call(LINK + "Unbox", Unboxing.method(declared), "(" + O + S + ")" + result);
    }
  }

  /// A call of a static method that takes all operands as one array.
  private void arrayed(Operation o, String owner, String name, String result) {
    method.expressions.pushArray(o.operands());
    code.mark(o.span());
    code.call(owner, name, "([" + O + ")" + result);
  }

  private void parts(Operation o) {
    code.constant(String.join(",", o.attributes().strings("kinds")));
    method.expressions.pushArray(o.operands());
    code.call(OPS + "Literals", "parts", "(" + S + "[" + O + ")L" + VALUE + "IndexValue;");
  }

  private void concat(Operation o) {
    if (isGeneric(o) || o.operands().isEmpty()) {
      arrayed(o, OPS + "Concat", "all", "L" + VALUE + "Text;");
      return;
    }
    List<Value> parts = o.operands().stream().map(this::withoutStr).toList();
    parts.forEach(method::push);
    code.mark(o.span());
    code.dynamic(
        name(o), Repr.method(parts, List.of(o.result().type())), Program.bootstrap("concat", ""));
  }

  /// A concatenation shows its parts as `str` does, so `str(x)` as a part is as good as `x`.
  private Value withoutStr(Value part) {
    if (!method.folding.isFolded(part)) {
      return part;
    }
    Operation made = method.regions.folded(part);
    boolean shown =
        made.op() == HostOp.BUILTIN
            && made.attributes().string("name").equals("str")
            && made.operands().size() == 1
            && made.attributes().strings("names").isEmpty();
    return shown ? made.operand(0) : part;
  }

  private void list(Operation o) {
    Carrier carrier = commonCarrier(o.operands());
    String list = "L" + VALUE + "ListValue;";
    switch (carrier) {
      case LONG -> unboxedList(o, Opcodes.T_LONG, Opcodes.LASTORE, "ofLongs", "([J)" + list);
      case DOUBLE -> unboxedList(o, Opcodes.T_DOUBLE, Opcodes.DASTORE, "ofDoubles", "([D)" + list);
      case BOOLEAN ->
          unboxedList(o, Opcodes.T_BOOLEAN, Opcodes.BASTORE, "ofBooleans", "([Z)" + list);
      case INT, FLOAT, REFERENCE -> arrayed(o, VALUE + "ListValue", "of", list);
    }
  }

  private static Carrier commonCarrier(List<Value> values) {
    List<Carrier> carriers = values.stream().map(v -> Repr.of(v).carrier()).distinct().toList();
    return carriers.size() == 1 ? carriers.getFirst() : Carrier.REFERENCE;
  }

  private void unboxedList(Operation o, int elements, int store, String name, String descriptor) {
    code.pushInt(o.operands().size());
    code.newArray(elements);
    for (int i = 0; i < o.operands().size(); i++) {
      code.op(Opcodes.DUP);
      code.pushInt(i);
      method.push(o.operand(i));
      code.op(store);
    }
    code.call(VALUE + "ListValue", name, descriptor);
  }

  private void range(Operation o) {
    boolean plain = o.operands().stream().allMatch(v -> v.type() == Scalar.I64);
    o.operands().forEach(v -> push(v, !plain));
    code.pushInt(o.attributes().flag("inclusive", false) ? 1 : 0);
    code.mark(o.span());
    String parameters = (plain ? "J" : O).repeat(o.operands().size()) + "Z";
    code.call(OPS + "Literals", "range", "(" + parameters + ")L" + VALUE + "RangeValue;");
  }

  private void push(Value value, boolean boxed) {
    if (boxed) {
      pushBoxed(value);
    } else {
      method.push(value);
    }
  }

  private void closure(Operation o) {
    String symbol = o.attributes().symbol("function");
    if (Repr.slots(o.operands()) <= MAX_SLOTS) {
      dynamic(o, "closure", S, symbol);
      return;
    }
    throw new IllegalArgumentException("a closure of more than " + MAX_SLOTS + " variables");
  }

  private void cell(Operation o) {
    Repr cell = Repr.of(o.result());
    Repr content = Repr.of(((CellType) o.result().type()).content());
    code.type(Opcodes.NEW, cell.className());
    code.op(Opcodes.DUP);
    push(o.operand(0), !content.inCell().equals(content));
    code.construct(cell.className(), "(" + content.inCell().descriptor() + ")V");
  }

  private void cellGet(Operation o) {
    method.push(o.operand(0));
    Repr content = Repr.of(o.result());
    code.field(
        Opcodes.GETFIELD,
        Repr.of(o.operand(0)).className(),
        "value",
        content.inCell().descriptor());
    if (!content.inCell().equals(content)) {
      code.unbox(content);
    }
  }

  private void cellSet(Operation o) {
    Repr content = Repr.of(((CellType) o.operand(0).type()).content());
    method.push(o.operand(0));
    push(o.operand(1), !content.inCell().equals(content));
    code.field(
        Opcodes.PUTFIELD,
        Repr.of(o.operand(0)).className(),
        "value",
        content.inCell().descriptor());
  }

  private void declare(Operation o) {
    code.constant(o.attributes().string("name"));
    code.constant(String.join(",", o.attributes().strings("members")));
    method.expressions.pushArray(o.operands());
    code.mark(o.span());
    boolean model = o.attributes().flag("model", false);
    String kind = o.op() == HostOp.CLASS ? (model ? "model" : "type") : name(o);
    code.call(LINK + "Declarations", kind + "Of", "(" + S + S + "[" + O + ")" + O);
  }

  private void iter(Operation o) {
    boolean pairs = o.attributes().flag("pairs", false);
    pushBoxed(o.operand(0));
    code.mark(o.span());
    code.call(
        OPS + "Iterate",
        pairs ? "pairs" : "of",
        "(" + O + ")L" + OPS + (pairs ? "PairIter;" : "Iter;"));
  }

  private void iterator(Operation o, String name, String descriptor) {
    method.push(o.operand(0));
    code.mark(o.span());
    code.callVirtual(OPS + "Iter", name, descriptor);
  }

  /// Leaves one value, or an array of all others than one.
  private void unpack(Operation o) {
    pushBoxed(o.operand(0));
    code.pushInt(o.results().size());
    boolean hasRest = o.attributes().has("rest");
    if (hasRest) {
      code.pushInt((int) o.attributes().integer("rest"));
    }
    code.mark(o.span());
    String parameters = O + "I" + (hasRest ? "I" : "");
    code.call(OPS + "Unpack", hasRest ? "withRest" : "exactly", "(" + parameters + ")[" + O);
    if (o.results().isEmpty()) {
      code.op(Opcodes.POP);
    } else if (o.results().size() == 1) {
      code.op(Opcodes.ICONST_0);
      code.op(Opcodes.AALOAD);
    }
  }

  private void isMissing(Operation o) {
    Label missing = new Label();
    Label end = new Label();
    method.push(o.operand(0));
    code.field(Opcodes.GETSTATIC, VALUE + "Missing", "VALUE", "L" + VALUE + "Missing;");
    code.jump(Opcodes.IF_ACMPEQ, missing);
    code.op(Opcodes.ICONST_0);
    code.gotoLabel(end);
    code.bind(missing);
    code.op(Opcodes.ICONST_1);
    code.bind(end);
  }

  private void check(Operation o) {
    dynamic(o, "check", S + S, o.attributes().string("type"), o.attributes().string("what"));
  }

  private void checkDims(Operation o) {
    method.expressions.pushArray(o.operands());
    code.constant(String.join("\n", o.attributes().strings("types")));
    code.constant(String.join("\n", o.attributes().strings("names")));
    code.mark(o.span());
    code.call(LINK + "Declarations", "checkDims", "([" + O + S + S + ")V");
  }

  private void runtime(Operation o) {
    code.constant(o.attributes().string("statement"));
    method.expressions.pushArray(o.operands());
    pushNames(o);
    code.mark(o.span());
    code.call(LINK + "Declarations", "runtime", "(" + S + "[" + O + "[" + S + ")" + O);
  }

  /// A tensor operation: its attributes are a constant of the call site.
  void pushTensor(Operation o) {
    int attributes = method.program.attributes(o);
    if (Repr.slots(o.operands()) > MAX_SLOTS) {
      throw new IllegalArgumentException(name(o) + " of more than " + MAX_SLOTS + " operands");
    }
    o.operands().forEach(method::push);
    code.mark(o.span());
    code.dynamic(
        name(o),
        Repr.method(o.operands(), Value.types(o.results())),
        Program.bootstrap("tensor", "II"),
        attributes,
        o.results().size());
  }
}
