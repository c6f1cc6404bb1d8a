package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.pretty.FuncForms.Parameters;
import org.tosc.backends.machines.mlir.pretty.ScfForms.Carried;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// What is irregular of gpu.
final class GpuForms {
  static final Map<String, PrettyForm> ALL =
      Map.ofEntries(
          Map.entry("gpu.module", GpuForms::module),
          Map.entry("gpu.func", GpuForms::function),
          Map.entry("gpu.launch", GpuForms::launch),
          Map.entry("gpu.launch_func", GpuForms::launchFunction),
          Map.entry("gpu.subgroup_mma_constant_matrix", GpuForms::constantMatrix),
          Map.entry("gpu.all_reduce", GpuForms::reduce),
          Map.entry("gpu.subgroup_reduce", GpuForms::reduce),
          Map.entry("gpu.wait", GpuForms::waiting),
          Map.entry("gpu.memcpy", GpuForms::copy),
          Map.entry("gpu.alloc", GpuForms::allocation),
          Map.entry("gpu.dealloc", GpuForms::copy),
          Map.entry("gpu.module_end", GpuForms::end));

  private static final Type INDEX = new Type.Index();
  private static final Type TOKEN = new Type.Dialect("gpu.async.token", null);

  private GpuForms() {}

  private static void module(Parser in, Draft draft) {
    draft.property("sym_name", new Attribute.Text(in.symbolName()));
    if (in.at("[")) {
      draft.property("targets", in.attribute());
    }
    if (in.accept("attributes")) {
      draft.attributes(in.optionalAttributes());
    }
    draft.region(in.region(List.of(), "gpu.module_end"));
  }

  private static void function(Parser in, Draft draft) {
    String name = in.symbolName();
    Parameters parameters = Parameters.read(in);
    List<Type> results = FuncForms.functionResults(in);
    List<Definition> all = new ArrayList<>(parameters.definitions());
    long workgroup = 0;
    if (in.accept("workgroup")) {
      List<Definition> shared = Parameters.read(in).definitions();
      workgroup = shared.size();
      all.addAll(shared);
    }
    if (in.accept("private")) {
      all.addAll(Parameters.read(in).definitions());
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("sym_name", new Attribute.Text(name));
    if (in.accept("kernel")) {
      attributes.put("gpu.kernel", new Attribute.Unit());
    }
    attributes.put("workgroup_attributions", new Attribute.Int(workgroup, Type.i(64)));
    if (in.accept("attributes")) {
      attributes.putAll(in.optionalAttributes().entries());
    }
    Type.Function type = new Type.Function(parameters.types(), results);
    draft
        .property("function_type", new Attribute.TypeValue(type))
        .attributes(new Attribute.Dict(attributes))
        .region(in.region(all));
  }

  /// `(%a, %b, %c) in (%x = %n, …)`: identities, and sizes with names.
  private record Grid(List<Name> identities, Carried sizes) {
    static Grid read(Parser in, String word) {
      in.expect(word);
      List<Name> identities = ScfForms.names(in);
      in.expect("in");
      return new Grid(identities, Carried.read(in));
    }
  }

  private static void launch(Parser in, Draft draft) {
    Grid blocks = Grid.read(in, "blocks");
    Grid threads = Grid.read(in, "threads");
    List<Definition> arguments = new ArrayList<>();
    for (List<Name> names :
        List.of(
            blocks.identities(),
            threads.identities(),
            blocks.sizes().inside(),
            threads.sizes().inside())) {
      names.forEach(n -> arguments.add(n.defines(INDEX)));
    }
    draft.operandsOf(blocks.sizes().outside(), INDEX);
    draft.operandsOf(threads.sizes().outside(), INDEX);
    int shared = 0;
    if (in.accept("dynamic_shared_memory_size")) {
      draft.operand(in.value(), Type.i(32));
      shared = 1;
    }
    if (in.accept("workgroup")) {
      List<Definition> memory = Parameters.read(in).definitions();
      draft.property("workgroup_attributions", new Attribute.Int(memory.size(), Type.i(64)));
      arguments.addAll(memory);
    }
    if (in.accept("private")) {
      arguments.addAll(Parameters.read(in).definitions());
    }
    draft.segments(0, 1, 1, 1, 1, 1, 1, 0, 0, 0, shared);
    draft.region(in.region(arguments, "gpu.terminator")).attributes(in.optionalAttributes());
  }

  private static int tokens(Parser in, Draft draft, boolean isAsync) {
    draft.results(isAsync ? List.of(TOKEN) : List.of());
    if (!in.accept("[")) {
      return 0;
    }
    List<Name> tokens = in.values();
    in.expect("]");
    draft.operandsOf(tokens, TOKEN);
    return tokens.size();
  }

  private static void launchFunction(Parser in, Draft draft) {
    int tokens = tokens(in, draft, in.accept("async"));
    draft.property("kernel", in.symbol());
    in.expect("blocks");
    in.expect("in");
    List<Name> sizes = new ArrayList<>(ScfForms.names(in));
    in.expect("threads");
    in.expect("in");
    sizes.addAll(ScfForms.names(in));
    Type type = in.accept(":") ? in.type() : INDEX;
    draft.operandsOf(sizes, type);
    int shared = 0;
    if (in.accept("dynamic_shared_memory_size")) {
      draft.operand(in.value(), Type.i(32));
      shared = 1;
    }
    int count = 0;
    if (in.accept("args")) {
      in.expect("(");
      while (in.cursor().atValue()) {
        Name value = in.value();
        in.expect(":");
        draft.operand(value, in.type());
        count++;
        if (!in.accept(",")) {
          break;
        }
      }
      in.expect(")");
    }
    draft.segments(tokens, 1, 1, 1, 1, 1, 1, 0, 0, 0, shared, count, 0);
    draft.attributes(in.optionalAttributes());
  }

  private static void constantMatrix(Parser in, Draft draft) {
    Name value = in.value();
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    draft.operand(value, MatrixType.element(in, type)).result(type);
  }

  private static void reduce(Parser in, Draft draft) {
    if (in.cursor().atWord() && !in.at("uniform")) {
      String word = in.cursor().next();
      draft.property("op", new Attribute.Dialect("gpu", "all_reduce_op " + word, null));
    }
    Name value = in.value();
    if (in.accept("uniform")) {
      draft.property("uniform", new Attribute.Unit());
    }
    if (draft.name().equals("gpu.all_reduce")) {
      draft.region(in.at("{") ? in.region(List.of()) : in.noRegion());
    }
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type.Function type = in.functionType();
    draft.operands(List.of(value), type.inputs()).results(type.results());
  }

  private static void waiting(Parser in, Draft draft) {
    tokens(in, draft, in.accept("async"));
    draft.attributes(in.optionalAttributes());
  }

  private static void copy(Parser in, Draft draft) {
    tokens(in, draft, in.accept("async"));
    List<Name> values = in.values();
    in.expect(":");
    draft.operands(values, in.typeList()).attributes(in.optionalAttributes());
  }

  private static void allocation(Parser in, Draft draft) {
    tokens(in, draft, in.accept("async"));
    in.expect("(");
    List<Name> sizes = in.at(")") ? List.of() : in.values();
    in.expect(")");
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    draft.operandsOf(sizes, INDEX).result(in.type());
  }

  private static void end(Parser in, Draft draft) {
    draft.attributes(in.optionalAttributes());
  }
}
