package org.tosc.tir.ir;

import static org.tosc.tir.ir.Rows.always;
import static org.tosc.tir.ir.Rows.attrs;
import static org.tosc.tir.ir.Rows.declared;
import static org.tosc.tir.ir.Rows.inferred;
import static org.tosc.tir.ir.Rows.many;
import static org.tosc.tir.ir.Rows.maybe;
import static org.tosc.tir.ir.Rows.none;
import static org.tosc.tir.ir.Rows.one;
import static org.tosc.tir.ir.Rows.operands;
import static org.tosc.tir.ir.Rows.required;
import static org.tosc.tir.ir.Rows.traits;
import static org.tosc.tir.ir.Trait.PURE;
import static org.tosc.tir.ir.Trait.RAISES;

import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.AttrKind;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.OpRow.Results;

/// Pseudocode's dynamic values: the `host` family, used where inference finds no static type.
///
/// Operands may be any host value, typed or `any`: `host.add %x, %i : (any, i64) -> any` needs no
/// boxing before it, so an engine can specialise on what is known. Only stores, calls of module
/// functions, returns and yields need `box` and `unbox`. The meaning of every row is one method of
/// the run-time library, shared by all engines.
public enum HostOp implements Op {
  BOX("box", single(), attrs(), always(HostType.ANY), traits(PURE), "A typed host value as `any`."),
  UNBOX(
      "unbox",
      operands(one("value", TypeSet.HOST)),
      attrs(maybe("what", AttrKind.STRING, "what the value is, for the error")),
      declared(TypeSet.HOST),
      traits(PURE, RAISES),
      "An `any` as a typed value; raises `TypeError` if it is something else."),

  ADD("add", two(), attrs(), any(), traits(RAISES), "`a + b`."),
  SUB("sub", two(), attrs(), any(), traits(RAISES), "`a - b`."),
  MUL("mul", two(), attrs(), any(), traits(RAISES), "`a * b`."),
  DIV("div", two(), attrs(), any(), traits(RAISES), "`a / b`: always a float (or tensor)."),
  FLOORDIV("floordiv", two(), attrs(), any(), traits(RAISES), "`a div b`."),
  MOD("mod", two(), attrs(), any(), traits(RAISES), "`a % b`."),
  POW("pow", two(), attrs(), any(), traits(RAISES), "`a ** b`."),
  MATMUL("matmul", two(), attrs(), any(), traits(RAISES), "`a @ b`."),
  NEG("neg", single(), attrs(), any(), traits(RAISES), "`-a`."),
  BITAND("bitand", two(), attrs(), any(), traits(RAISES), "`a & b`."),
  BITOR("bitor", two(), attrs(), any(), traits(RAISES), "`a | b`."),
  BITXOR("bitxor", two(), attrs(), any(), traits(RAISES), "`a ^ b`."),
  SHL("shl", two(), attrs(), any(), traits(RAISES), "`a << b`."),
  SHR("shr", two(), attrs(), any(), traits(RAISES), "`a >> b`."),

  EQ(
      "eq",
      two(),
      attrs(),
      declared(TypeSet.I1_OR_ANY),
      traits(RAISES),
      "`a == b`; i1 may be asked for where no operand is a tensor."),
  NE("ne", two(), attrs(), declared(TypeSet.I1_OR_ANY), traits(RAISES), "`a != b`; as `eq`."),
  LT("lt", two(), attrs(), declared(TypeSet.I1_OR_ANY), traits(RAISES), "`a < b`; as `eq`."),
  LE("le", two(), attrs(), declared(TypeSet.I1_OR_ANY), traits(RAISES), "`a <= b`; as `eq`."),
  GT("gt", two(), attrs(), declared(TypeSet.I1_OR_ANY), traits(RAISES), "`a > b`; as `eq`."),
  GE("ge", two(), attrs(), declared(TypeSet.I1_OR_ANY), traits(RAISES), "`a >= b`; as `eq`."),
  IN("in", two(), attrs(), always(Scalar.I1), traits(RAISES), "`a in b`."),
  TRUTHY(
      "truthy",
      single(),
      attrs(),
      always(Scalar.I1),
      traits(PURE),
      "False for nil and false, else true."),
  IS(
      "is",
      single(),
      attrs(required("kind", AttrKind.STRING, "a name that `type` returns")),
      always(Scalar.I1),
      traits(PURE),
      "Whether `type(a)` is that kind."),

  GET(
      "get",
      operands(one("object", TypeSet.HOST), one("key", TypeSet.HOST)),
      attrs(),
      any(),
      traits(RAISES),
      "`object[key]`."),
  SET(
      "set",
      operands(one("object", TypeSet.HOST), one("key", TypeSet.HOST), one("value", TypeSet.HOST)),
      attrs(),
      none(),
      traits(RAISES),
      "`object[key] = value`."),
  SLICE(
      "slice",
      operands(
          one("object", TypeSet.HOST),
          one("start", TypeSet.HOST),
          one("end", TypeSet.HOST),
          one("step", TypeSet.HOST)),
      attrs(),
      any(),
      traits(RAISES),
      "`object[start:end:step]`; nil for a part left out."),
  SET_SLICE(
      "set_slice",
      operands(
          one("object", TypeSet.HOST),
          one("start", TypeSet.HOST),
          one("end", TypeSet.HOST),
          one("step", TypeSet.HOST),
          one("value", TypeSet.HOST)),
      attrs(),
      none(),
      traits(RAISES),
      "`object[start:end:step] = value`."),
  MEMBER(
      "member",
      operands(one("object", TypeSet.HOST)),
      attrs(name("the member")),
      any(),
      traits(RAISES),
      "`object.name`."),
  SET_MEMBER(
      "set_member",
      operands(one("object", TypeSet.HOST), one("value", TypeSet.HOST)),
      attrs(name("the member")),
      none(),
      traits(RAISES),
      "`object.name = value`."),
  INVOKE(
      "invoke",
      operands(one("receiver", TypeSet.HOST), many("arguments", TypeSet.HOST)),
      attrs(name("the method"), names()),
      any(),
      traits(RAISES),
      "`receiver.name(arguments)`."),
  SUPER(
      "super",
      operands(
          one("self", TypeSet.HOST), one("class", TypeSet.HOST), many("arguments", TypeSet.HOST)),
      attrs(name("the method"), names()),
      any(),
      traits(RAISES),
      "`super.name(arguments)` inside a method of `class`."),
  CALL(
      "call",
      operands(one("callee", TypeSet.HOST), many("arguments", TypeSet.HOST)),
      attrs(names()),
      any(),
      traits(RAISES),
      "`callee(arguments)`."),
  BUILTIN(
      "builtin",
      operands(many("arguments", TypeSet.HOST)),
      attrs(name("the built-in"), names()),
      declared(TypeSet.HOST),
      traits(RAISES),
      "Calls a built-in of the run-time library."),

  BUILTIN_VALUE(
      "builtin_value",
      operands(),
      attrs(name("the built-in")),
      any(),
      traits(PURE),
      "A built-in of the run-time library as a function value."),
  APPLY(
      "apply",
      operands(one("callee", TypeSet.HOST), one("arguments", TypeSet.LIST)),
      attrs(),
      any(),
      traits(RAISES),
      "`callee(arguments…)`: calls with the items of a list as arguments."),
  PARTS(
      "parts",
      operands(many("values", TypeSet.HOST)),
      attrs(
          required(
              "kinds",
              AttrKind.STRINGS,
              "for each part `at` (one value), `slice` (three: start, end, step) or `rest`"
                  + " (none)")),
      any(),
      traits(),
      "The key `[i, a:b:c, …]` of a tensor for `get` and `set`."),

  CONCAT(
      "concat",
      operands(many("parts", TypeSet.HOST)),
      attrs(),
      always(HostType.STR),
      traits(RAISES),
      "The parts as text, joined: string interpolation."),
  LIST(
      "list",
      operands(many("items", TypeSet.HOST)),
      attrs(),
      always(HostType.LIST),
      traits(),
      "A new list."),
  DICT(
      "dict",
      operands(many("entries", TypeSet.HOST)),
      attrs(),
      always(HostType.DICT),
      traits(RAISES),
      "A new dict from alternating keys and values."),
  RANGE(
      "range",
      operands(one("start", TypeSet.HOST), one("end", TypeSet.HOST), one("step", TypeSet.HOST)),
      attrs(maybe("inclusive", AttrKind.BOOL, "whether the end belongs to it")),
      always(HostType.RANGE),
      traits(RAISES),
      "A range of integers."),
  CLOSURE(
      "closure",
      operands(many("captures", TypeSet.CAPTURE)),
      attrs(
          required(
              "function",
              AttrKind.SYMBOL,
              "the function; the captures become its leading parameters")),
      always(HostType.FN),
      traits(),
      "A function value."),
  CELL(
      "cell",
      operands(one("initial", TypeSet.HOST)),
      attrs(),
      declared(TypeSet.CELL),
      traits(),
      "A new cell."),
  CELL_GET(
      "cell_get",
      operands(one("cell", TypeSet.CELL)),
      attrs(),
      inferred((in, a) -> List.of(((CellType) in.getFirst()).content())),
      traits(),
      "Reads a cell."),
  CELL_SET(
      "cell_set",
      operands(one("cell", TypeSet.CELL), one("value", TypeSet.HOST)),
      attrs(),
      none(),
      traits(),
      "Writes a cell; the value has the cell's type."),
  CLASS(
      "class",
      operands(one("superclass", TypeSet.HOST), many("functions", TypeSet.HOST)),
      attrs(
          name("the class"),
          required(
              "members",
              AttrKind.STRINGS,
              "the functions' names, in order; `static name` for a static one, `<fields>` for the"
                  + " field initialiser"),
          maybe("model", AttrKind.BOOL, "whether instances are models")),
      any(),
      traits(RAISES),
      "A class value; the superclass is nil or a class."),
  ENUM(
      "enum",
      operands(many("values", TypeSet.HOST)),
      attrs(
          name("the enumeration"),
          required("members", AttrKind.STRINGS, "the members' names, in order")),
      any(),
      traits(RAISES),
      "An enumeration; one integer value per member."),
  MODULE(
      "module",
      operands(many("values", TypeSet.HOST)),
      attrs(
          name("the module"),
          required("members", AttrKind.STRINGS, "the exported names, in order")),
      any(),
      traits(),
      "A module value."),

  ITER(
      "iter",
      operands(one("value", TypeSet.HOST)),
      attrs(maybe("pairs", AttrKind.BOOL, "whether it yields [key, value] pairs")),
      always(HostType.ITER),
      traits(RAISES),
      "Starts iterating over a value."),
  HAS_NEXT(
      "has_next",
      operands(one("iter", TypeSet.ITER)),
      attrs(),
      always(Scalar.I1),
      traits(RAISES),
      "Whether there is another item."),
  NEXT(
      "next",
      operands(one("iter", TypeSet.ITER)),
      attrs(),
      any(),
      traits(RAISES),
      "The next item."),
  UNPACK(
      "unpack",
      operands(one("value", TypeSet.HOST)),
      attrs(
          maybe("rest", AttrKind.INT, "the index of the result that takes the surplus as a list")),
      new Results.Declared(TypeSet.HOST_ANY, true),
      traits(RAISES),
      "The items of a list, one per result; raises `ValueError` when the count differs."),

  IS_MISSING(
      "is_missing",
      operands(one("value", TypeSet.HOST_ANY)),
      attrs(),
      always(Scalar.I1),
      traits(PURE),
      "Whether an argument was left out."),
  CHECK(
      "check",
      operands(one("value", TypeSet.HOST)),
      attrs(
          required("type", AttrKind.STRING, "the annotation"),
          required("what", AttrKind.STRING, "what the value is, for the error")),
      any(),
      traits(RAISES),
      "Checks a value against a type annotation, converting int to float where float is asked;"
          + " raises `TypeError` or `ShapeError`."),
  CHECK_DIMS(
      "check_dims",
      operands(many("values", TypeSet.HOST)),
      attrs(
          required("types", AttrKind.STRINGS, "the annotations"),
          required("names", AttrKind.STRINGS, "the parameters")),
      none(),
      traits(RAISES),
      "Checks that the symbolic dimensions of several annotated values unify."),
  FOLLOWS(
      "follows",
      single(),
      attrs(),
      always(Scalar.I1),
      traits(),
      "Whether a derivative is being computed that depends on the value, a tensor."),
  STAND_IN(
      "stand_in",
      operands(one("value", TypeSet.HOST), one("formula", TypeSet.HOST)),
      attrs(),
      any(),
      traits(RAISES),
      "The tensor `value`, computed in a way that no derivative follows; derivatives take it for"
          + " the tensor `formula` of the same shape."),
  RUNTIME(
      "runtime",
      operands(many("arguments", TypeSet.HOST)),
      attrs(required("statement", AttrKind.STRING, "load, infer, train, …"), names()),
      any(),
      traits(RAISES),
      "A run-time statement of the language's section 1.5.");

  private final OpRow row;

  HostOp(
      String name,
      List<Operand> operands,
      List<Attr> attrs,
      Results results,
      Set<Trait> traits,
      String doc) {
    this.row = new OpRow("host", name, operands, attrs, List.of(), results, traits, doc);
  }

  @Override
  public OpRow row() {
    return row;
  }

  private static List<Operand> single() {
    return operands(one("a", TypeSet.HOST));
  }

  private static List<Operand> two() {
    return operands(one("a", TypeSet.HOST), one("b", TypeSet.HOST));
  }

  private static Results any() {
    return always(HostType.ANY);
  }

  private static Attr name(String doc) {
    return required("name", AttrKind.STRING, doc);
  }

  private static Attr names() {
    return maybe("names", AttrKind.STRINGS, "names of the last arguments, where they are named");
  }
}
