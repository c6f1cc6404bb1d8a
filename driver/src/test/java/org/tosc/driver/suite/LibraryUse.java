package org.tosc.driver.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tosc.frontend.neuro.NeuroFrontend;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Attribute;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.ast.Node;
import org.tosc.frontend.neuro.ast.TypeExpr;
import org.tosc.frontend.neuro.check.LibraryTable;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.Parts;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TileFn;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Source;

/// What of the names of Neuro-Lang some programs use: every function that lowering knows (`TileFn
/// DOT`), every name and parameter of the library (`full: dtype`), the constants, the attributes
/// and their settings, and the number types in each place that has one (`i4 as the elements of a
/// tensor`).
final class LibraryUse {
  private static final List<String> ATTRIBUTES =
      List.of("kernel", "inline", "test", "schedule", "tile", "unroll", "stages", "vector");

  private final Set<String> used = new TreeSet<>();
  private final Map<String, String> signatures = LibraryTable.signatures();

  void read(DocProgram program) {
    Map<String, NeuroChecker.File> files = new LinkedHashMap<>();
    add(program.file(), program.source(), program.files(), files);
    for (TFunction function : NeuroFrontend.check(List.copyOf(files.values())).functions()) {
      function.params().forEach(p -> type(p.variable().type()));
      if (function.body() != null) {
        Parts.each(function.body(), this::typed);
      }
    }
  }

  // Imported files come first.
  private void add(
      String name, String text, Map<String, String> texts, Map<String, NeuroChecker.File> into) {
    var parsed = NeuroParser.parse(new Source(name, text));
    Map<Item, String> imports = new HashMap<>();
    for (Item item : parsed.file().items()) {
      if (item instanceof Item.Import i) {
        String path = i.path().replaceFirst("^\\./", "");
        String file = path.endsWith(".neuro") ? path : path + ".neuro";
        texts.entrySet().stream()
            .filter(e -> Path.of(e.getKey()).normalize().toString().equals(file))
            .forEach(e -> imports.put(item, file));
        if (imports.containsKey(item) && !into.containsKey(file)) {
          add(file, texts.getOrDefault(file, texts.getOrDefault("./" + file, "")), texts, into);
        }
      }
    }
    parsed.file().items().forEach(item -> each(item, this::written));
    String stem = name.substring(name.lastIndexOf('/') + 1).replace(".neuro", "");
    into.put(name, new NeuroChecker.File(name, stem, parsed.file(), imports));
  }

  private static void each(Node node, Consumer<Node> visit) {
    visit.accept(node);
    node.children().forEach(child -> each(child, visit));
  }

  // What is seen in the text.

  private void written(Node node) {
    switch (node) {
      case Attribute a -> {
        used.add("@" + a.name().text());
        a.args().stream().filter(s -> s.name() != null).forEach(s -> used.add("@" + text(s)));
      }
      case Expr.Call(var callee, var args, _) -> call(callee, args);
      case Expr.Path path -> used.add(path.text());
      case Expr.Field(Expr.Path path, var name, _) -> used.add(path.text() + "::" + name.text());
      case TypeExpr.Named named -> used.add("the type " + named.text());
      case Node other -> {}
    }
  }

  private static String text(Arg arg) {
    return arg.name() == null ? "" : arg.name().text();
  }

  /// A call under a name of the library, or of one of its methods.
  private void call(Expr callee, List<Arg> args) {
    switch (callee) {
      case Expr.Path path -> {
        parameters(path.text(), args, 0);
        parameters(path.text().replaceFirst("^math::", ""), args, 0);
      }
      case Expr.Field(_, var name, _) -> {
        parameters(name.text(), args, 1);
        parameters("Tensor." + name.text(), args, 0);
        parameters("View." + name.text(), args, 0);
        parameters("Model." + name.text(), args, 0);
      }
      case Expr other -> {}
    }
  }

  private void parameters(String function, List<Arg> args, int first) {
    List<String> params = parameters(signatures.getOrDefault(function, ""));
    if (signatures.containsKey(function)) {
      used.add(function);
    }
    int next = first;
    for (Arg arg : args) {
      String name = arg.name() != null ? text(arg) : next < params.size() ? params.get(next++) : "";
      used.add(function + ": " + name);
    }
    for (int i = 0; i < Math.min(first, params.size()); i++) {
      used.add(function + ": " + params.get(i));
    }
  }

  private static List<String> parameters(String signature) {
    return signature.isEmpty()
        ? List.of()
        : Arrays.stream(signature.split(", ", -1))
            .filter(p -> !p.equals("*"))
            .map(p -> p.replace("?", ""))
            .toList();
  }

  // What the checker makes of it.

  private void typed(TExpr expr) {
    type(expr.type());
    switch (expr) {
      case TExpr.Tiles tiles -> used.add("TileFn " + tiles.fn());
      case TExpr.Library call -> used.add("LibraryFn " + call.fn());
      case TExpr.Apply apply -> {
        used.add("ScalarFn " + apply.fn());
        if (apply.type() instanceof Ty.Tile) {
          used.add("ScalarFn " + apply.fn() + " of tiles");
        }
      }
      case TExpr other -> {}
    }
  }

  private void type(Ty type) {
    switch (type.settled()) {
      case Ty.Prim(Scalar s) -> used.add(s + " as a number");
      case Ty.Tile tile -> used.add(tile.element() + " as the elements of a tile");
      case Ty.Tensor tensor -> used.add(tensor.element() + " as the elements of a tensor");
      case Ty.View view -> used.add(view.element() + " as the elements of a view");
      case Ty other -> {}
    }
  }

  /// What of all is not used.
  List<String> missing() {
    return all().stream().filter(Predicate.not(used::contains)).toList();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>(LibraryTable.constants());
    signatures.forEach(
        (name, signature) -> {
          all.add(name);
          parameters(signature).forEach(p -> all.add(name + ": " + p));
        });
    for (TileFn fn : TileFn.values()) {
      all.add("TileFn " + fn);
    }
    for (LibraryFn fn : LibraryFn.values()) {
      if (fn != LibraryFn.SHOW) { // only conversations show values unasked
        all.add("LibraryFn " + fn);
      }
    }
    for (ScalarFn fn : ScalarFn.values()) {
      all.add("ScalarFn " + fn);
      all.add("ScalarFn " + fn + " of tiles");
    }
    ATTRIBUTES.forEach(a -> all.add("@" + a));
    for (Scalar scalar : Scalar.values()) {
      if (scalar != Scalar.I1) {
        numbers(scalar, all);
      }
    }
    all.add("Device::ALL");
    return all;
  }

  private static void numbers(Scalar scalar, List<String> into) {
    if (scalar.arithmetic() == scalar) {
      into.add(scalar + " as a number");
    }
    into.add(scalar + " as the elements of a tile");
    into.add(scalar + " as the elements of a tensor");
    into.add(scalar + " as the elements of a view");
  }
}
