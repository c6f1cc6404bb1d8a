package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.pretty.UpstreamForms;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;
import org.tosc.backends.machines.mlir.syntax.PrettyForms;

/// How operations of the dialect `tt` are written (`TritonOps.td`, Triton 3.x).
final class TtirForms {
  /// With those that MLIR brings.
  static final PrettyForms ALL = UpstreamForms.ALL.with(new PrettyForms(forms(), Map.of()));

  private static final int WIDTH = 32;

  private TtirForms() {}

  private static Map<String, PrettyForm> forms() {
    Map<String, PrettyForm> forms = new HashMap<>();
    forms.put("tt.func", TtirForms::function);
    forms.put("tt.return", TtirForms::values);
    forms.put("tt.reduce.return", TtirForms::values);
    forms.put("tt.scan.return", TtirForms::values);
    forms.put("tt.get_program_id", TtirForms::program);
    forms.put("tt.get_num_programs", TtirForms::program);
    forms.put("tt.make_range", TtirForms::range);
    for (String name :
        List.of(
            "splat",
            "unsplat",
            "expand_dims",
            "broadcast",
            "trans",
            "reshape",
            "bitcast",
            "int_to_ptr",
            "ptr_to_int",
            "fp_to_fp",
            "cat",
            "join",
            "split",
            "histogram")) {
      forms.put("tt." + name, TtirForms::conversion);
    }
    for (String name : List.of("mulhiui", "precise_divf", "precise_sqrt", "clampf")) {
      forms.put("tt." + name, TtirForms::elementwise);
    }
    forms.put("tt.addptr", TtirForms::advance);
    forms.put("tt.load", TtirForms::load);
    forms.put("tt.store", TtirForms::store);
    forms.put("tt.dot", TtirForms::dot);
    forms.put("tt.atomic_rmw", (in, draft) -> atomic(in, draft, true));
    forms.put("tt.atomic_cas", (in, draft) -> atomic(in, draft, false));
    forms.put("tt.make_tensor_descriptor", TtirForms::descriptor);
    forms.put("tt.descriptor_load", TtirForms::loadPart);
    forms.put("tt.descriptor_store", TtirForms::storePart);
    forms.put("tt.gather", TtirForms::gather);
    forms.put("tt.call", TtirForms::call);
    forms.put("tt.assert", TtirForms::check);
    return forms;
  }

  private static Attribute number(long value) {
    return new Attribute.Int(value, Type.i(WIDTH));
  }

  private static void function(Parser in, Draft draft) {
    if (in.at("private") || in.at("public") || in.at("nested")) {
      draft.property("sym_visibility", new Attribute.Text(in.cursor().next()));
    }
    draft.property("sym_name", new Attribute.Text(in.symbolName()));
    List<Definition> parameters = new ArrayList<>();
    in.expect("(");
    while (!in.at(")")) {
      Name name = in.value();
      in.expect(":");
      parameters.add(name.defines(in.type()));
      in.optionalAttributes();
      in.optionalLocation();
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    List<Type> results = in.accept("->") ? in.resultTypes() : List.of();
    List<Type> types = parameters.stream().map(Definition::type).toList();
    draft.property("function_type", new Attribute.TypeValue(new Type.Function(types, results)));
    if (in.accept("attributes")) {
      draft.attributes(in.optionalAttributes());
    }
    draft.region(in.region(parameters));
  }

  private static void values(Parser in, Draft draft) {
    List<Name> values = in.values();
    draft.attributes(in.optionalAttributes());
    if (!values.isEmpty()) {
      in.expect(":");
      draft.operands(values, in.typeList());
    }
  }

  private static void program(Parser in, Draft draft) {
    int axis = List.of("x", "y", "z").indexOf(in.cursor().peek());
    if (axis < 0) {
      throw in.fail("an axis `x`, `y` or `z` is expected, not " + in.cursor().found());
    }
    in.cursor().next();
    draft.property("axis", number(axis)).attributes(in.optionalAttributes());
    in.expect(":");
    draft.result(in.type());
  }

  private static void range(Parser in, Draft draft) {
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    draft.result(in.type());
  }

  /// `%a, %b {…} : T -> R`; one type stands for all operands.
  private static void conversion(Parser in, Draft draft) {
    List<Name> values = in.values();
    skipSetting(in, draft, "rounding");
    if (in.accept("allow_reorder")) {
      draft.property("allow_reorder", new Attribute.Unit());
    }
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    List<Type> types = in.typeList();
    if (types.size() == 1) {
      draft.operandsOf(values, types.getFirst());
    } else {
      draft.operands(values, types);
    }
    if (in.accept("->")) {
      draft.results(in.typeList());
    } else {
      draft.result(types.getFirst());
    }
  }

  private static void elementwise(Parser in, Draft draft) {
    List<Name> values = in.values();
    skipSetting(in, draft, "propagateNan");
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    draft.operandsOf(values, type).result(type);
  }

  /// `key = word`, if it stands here.
  private static void skipSetting(Parser in, Draft draft, String key) {
    if (in.accept(key)) {
      in.expect("=");
      draft.property(key, new Attribute.Text(in.cursor().word("a word")));
    }
  }

  private static void advance(Parser in, Draft draft) {
    List<Name> values = in.values();
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    List<Type> types = in.typeList();
    draft.operands(values, types).result(types.getFirst());
  }

  private static void cacheWords(Parser in, Draft draft) {
    while (in.at("cacheModifier") || in.at("evictionPolicy")) {
      skipSetting(in, draft, in.cursor().peek());
    }
    draft.attributes(in.optionalAttributes());
  }

  private static void load(Parser in, Draft draft) {
    List<Name> values = in.values();
    cacheWords(in, draft);
    in.expect(":");
    Type pointers = in.type();
    Type result = TtirTypes.pointed(pointers);
    List<Type> types = List.of(pointers, TtirTypes.withElement(pointers, Type.i(1)), result);
    if (values.isEmpty() || values.size() > types.size()) {
      throw in.fail("`tt.load` takes addresses, a mask and what stands for others");
    }
    draft.operands(values, types.subList(0, values.size())).result(result);
    draft.segments(1, values.size() > 1 ? 1 : 0, values.size() > 2 ? 1 : 0);
  }

  private static void store(Parser in, Draft draft) {
    List<Name> values = in.values();
    cacheWords(in, draft);
    in.expect(":");
    Type pointers = in.type();
    Type value = TtirTypes.pointed(pointers);
    List<Type> types = List.of(pointers, value, TtirTypes.withElement(pointers, Type.i(1)));
    if (values.size() < 2 || values.size() > types.size()) {
      throw in.fail("`tt.store` takes addresses, values and a mask");
    }
    draft.operands(values, types.subList(0, values.size()));
  }

  private static void dot(Parser in, Draft draft) {
    List<Name> values = in.values();
    if (in.accept("inputPrecision")) {
      in.expect("=");
      draft.property("inputPrecision", new Attribute.Text(in.cursor().word("a precision")));
    }
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    List<Type> types = new ArrayList<>(List.of(in.type()));
    in.expect("*");
    types.add(in.type());
    in.expect("->");
    types.add(in.type());
    draft.operands(values, types).result(types.getLast());
  }

  private static void atomic(Parser in, Draft draft, boolean hasOperation) {
    for (String key :
        hasOperation ? List.of("atomic_rmw_op", "sem", "scope") : List.of("sem", "scope")) {
      draft.property(key, new Attribute.Text(in.cursor().word("a word")));
      in.expect(",");
    }
    List<Name> values = in.values();
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type.Function type = in.functionType();
    draft.operands(values, type.inputs()).results(type.results());
  }

  private static List<Name> bracketed(Parser in) {
    in.expect("[");
    List<Name> values = in.values();
    in.expect("]");
    return values;
  }

  private static void descriptor(Parser in, Draft draft) {
    Name base = in.value();
    in.expect(",");
    List<Name> shape = bracketed(in);
    in.expect(",");
    List<Name> strides = bracketed(in);
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type pointer = in.at("<") ? new Type.Dialect("tt.ptr", in.body()) : in.type();
    in.expect(",");
    Type result = in.at("<") ? new Type.Dialect("tt.tensordesc", in.body()) : in.type();
    draft
        .operand(base, pointer)
        .operandsOf(shape, Type.i(WIDTH))
        .operandsOf(strides, Type.i(2 * WIDTH));
    draft.segments(1, shape.size(), strides.size()).result(result);
  }

  private static void loadPart(Parser in, Draft draft) {
    Name descriptor = in.value();
    List<Name> offsets = bracketed(in);
    cacheWords(in, draft);
    in.expect(":");
    draft.operand(descriptor, in.type()).operandsOf(offsets, Type.i(WIDTH));
    in.expect("->");
    draft.result(in.type());
  }

  private static void storePart(Parser in, Draft draft) {
    Name descriptor = in.value();
    List<Name> offsets = bracketed(in);
    in.expect(",");
    Name value = in.value();
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    draft.operand(descriptor, in.type());
    in.expect(",");
    draft.operand(value, in.type()).operandsOf(offsets, Type.i(WIDTH));
  }

  private static void gather(Parser in, Draft draft) {
    Name source = in.value();
    List<Name> index = bracketed(in);
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type.Function type = in.functionType();
    List<Name> all = new ArrayList<>(List.of(source));
    all.addAll(index);
    draft.operands(all, type.inputs()).results(type.results());
  }

  private static void call(Parser in, Draft draft) {
    draft.property("callee", in.symbol());
    in.expect("(");
    List<Name> values = in.values();
    in.expect(")");
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type.Function type = in.functionType();
    draft.operands(values, type.inputs()).results(type.results());
  }

  private static void check(Parser in, Draft draft) {
    Name condition = in.value();
    in.expect(",");
    draft.property("message", new Attribute.Text(in.string()));
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    draft.operand(condition, in.type());
  }
}
