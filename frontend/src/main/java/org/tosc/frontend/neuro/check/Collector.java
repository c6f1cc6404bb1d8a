package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Attribute;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.ast.Node;
import org.tosc.frontend.neuro.ast.Param;
import org.tosc.frontend.neuro.ast.SourceFile;
import org.tosc.frontend.neuro.ast.TypeExpr;
import org.tosc.frontend.neuro.typed.Condition;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.TParam;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Enters the items of one file: first the names of types, constants and imports, then what types
/// are made of, then the signatures of functions.
final class Collector {
  private final Program program;
  private final SourceFile syntax;
  private final Symbol.FileNames file;
  private final Map<Item, Symbol.FileNames> imports;
  private final Map<Item, Declared> types = new IdentityHashMap<>();
  private final Map<Declared, Map<String, GenericParam>> typeGenerics = new IdentityHashMap<>();

  Collector(
      Program program,
      SourceFile syntax,
      Symbol.FileNames file,
      Map<Item, Symbol.FileNames> imports) {
    this.program = program;
    this.syntax = syntax;
    this.file = file;
    this.imports = imports;
  }

  void run() {
    syntax.items().forEach(this::name);
    syntax.items().forEach(this::use);
    syntax.items().forEach(this::content);
    syntax.items().forEach(this::functions);
    syntax.items().forEach(this::constant);
  }

  /// Step 5: the values of constants.
  private void constant(Item item) {
    if (item instanceof Item.Const c) {
      Constants.check(program, new Symbol.Constant(c, file));
    }
  }

  /// Step 1: names of types, constants and modules.
  private void name(Item item) {
    switch (item) {
      case Item.StructDecl(_, var attributes, var name, var generics, var fields, _) -> {
        Attributes.check(program, attributes, "a struct", List.of());
        type(item, name, false, GenericKinds.of(program, file, generics, List.copyOf(fields)));
      }
      case Item.EnumDecl(_, var attributes, var name, var generics, var variants, _) -> {
        Attributes.check(program, attributes, "an enum", List.of());
        type(item, name, true, GenericKinds.of(program, file, generics, List.copyOf(variants)));
      }
      case Item.Const c -> declare(c.name(), new Symbol.OfConstant(new Symbol.Constant(c, file)));
      case Item.Import i -> imported(i);
      case Item.Loose(_, Span span) ->
          program.report(
              Diagnostic.of(Code.E1208, span, "a statement stands inside a function")
                  .note("a program begins in `fn main()`"));
      case Item.Fn _, Item.Impl _, Item.Use _, Item.Malformed _ -> {}
    }
  }

  private void type(Item item, Ident name, boolean isEnum, Map<String, GenericParam> generics) {
    Declared declared =
        new Declared(name.text(), isEnum, List.copyOf(generics.values()), name.span());
    types.put(item, declared);
    typeGenerics.put(declared, generics);
    declare(name, new Symbol.OfType(declared));
  }

  private void declare(Ident name, Symbol symbol) {
    if (name.isMissing()) {
      return;
    }
    Symbol before = file.symbols().putIfAbsent(name.text(), symbol);
    if (before != null) {
      Diagnostic diagnostic =
          Diagnostic.of(Code.E1202, name.span(), "`" + name.text() + "` is declared twice");
      Span first = before.span();
      program.report(first == null ? diagnostic : diagnostic.label(first, "the first one"));
    }
  }

  private void imported(Item.Import item) {
    Symbol.FileNames other = imports.get(item);
    String path = item.path();
    if (other != null) {
      String name = item.alias() != null ? item.alias().text() : other.name();
      declare(new Ident(name, item.pathSpan()), new Symbol.OfFile(other));
    } else if (!item.quoted() && LibraryNames.isModule(path)) {
      String last = path.substring(path.lastIndexOf('.') + 1);
      String name = item.alias() != null ? item.alias().text() : last;
      declare(new Ident(name, item.pathSpan()), new Symbol.OfLibrary(path));
    }
  }

  /// Step 2: `use a::b` gives a name of another file a short one.
  private void use(Item item) {
    if (!(item instanceof Item.Use(List<Ident> path, Ident alias, Span span))) {
      return;
    }
    String text = String.join("::", path.stream().map(Ident::text).toList());
    Symbol found = used(path, text);
    if (found != null) {
      declare(alias != null ? alias : path.getLast(), found);
    } else {
      Diagnostic unknown = Diagnostic.of(Code.E1201, span, "nothing is called `" + text + "`");
      String withheld = file.reason(path);
      program.report(
          withheld == null
              ? unknown
              : unknown.note("`" + path.getLast().text() + "` is not offered: " + withheld));
    }
  }

  private @Nullable Symbol used(List<Ident> path, String text) {
    Symbol.Found found = file.follow(path);
    if (found.length() == path.size() && found.symbol() != null) {
      return found.symbol();
    }
    String name = text;
    if (found.symbol() instanceof Symbol.OfLibrary(String module)) {
      List<Ident> rest = path.subList(found.length(), path.size());
      name = module + "::" + String.join("::", rest.stream().map(Ident::text).toList());
    }
    return LibraryTable.isUsable(name) ? new Symbol.OfLibrary(name) : null;
  }

  /// Step 3: fields and variants.
  private void content(Item item) {
    Declared declared = types.get(item);
    if (declared == null) {
      return;
    }
    Types reader = new Types(program, file, typeGenerics.getOrDefault(declared, Map.of()), null);
    switch (item) {
      case Item.StructDecl s ->
          declared.add(
              new Declared.Variant(
                  s.name().text(), fields(s.fields(), reader), true, s.name().span()));
      case Item.EnumDecl e -> e.variants().forEach(v -> variant(declared, v, reader));
      case Item.Fn _, Item.Impl _, Item.Const _, Item.Import _, Item.Use _ -> {}
      case Item.Loose _, Item.Malformed _ -> {}
    }
  }

  private void variant(Declared declared, Item.Variant variant, Types reader) {
    List<Declared.Field> fields = new ArrayList<>(fields(variant.fields(), reader));
    for (TypeExpr type : variant.types()) {
      fields.add(
          new Declared.Field(Integer.toString(fields.size()), reader.read(type), type.span()));
    }
    Declared.Variant before = declared.variant(variant.name().text());
    if (before != null) {
      program.report(
          Diagnostic.of(
                  Code.E1202,
                  variant.name().span(),
                  "the enum has a variant `" + variant.name().text() + "` already")
              .label(before.span(), "the first one"));
      return;
    }
    declared.add(
        new Declared.Variant(
            variant.name().text(), fields, !variant.fields().isEmpty(), variant.name().span()));
  }

  private List<Declared.Field> fields(List<Item.Field> fields, Types reader) {
    Map<String, Declared.Field> byName = new LinkedHashMap<>();
    for (Item.Field field : fields) {
      String name = field.name().text();
      Declared.Field made =
          new Declared.Field(name, reader.read(field.type()), field.name().span());
      Declared.Field before = byName.putIfAbsent(name, made);
      if (before != null) {
        program.report(
            Diagnostic.of(
                    Code.E1202, field.name().span(), "there is a field `" + name + "` already")
                .label(before.span(), "the first one"));
      }
    }
    return List.copyOf(byName.values());
  }

  /// Step 4: functions and methods.
  private void functions(Item item) {
    switch (item) {
      case Item.Fn fn -> {
        TFunction function = function(fn, fn.name().text(), Map.of(), null);
        declare(fn.name(), new Symbol.OfFunction(function));
      }
      case Item.Impl impl -> impl(impl);
      case Item.StructDecl _, Item.EnumDecl _, Item.Const _, Item.Import _, Item.Use _ -> {}
      case Item.Loose _, Item.Malformed _ -> {}
    }
  }

  private void impl(Item.Impl impl) {
    Map<String, GenericParam> generics =
        GenericKinds.of(program, file, impl.generics(), List.of(impl.target()));
    Ty target = new Types(program, file, generics, null).read(impl.target());
    if (!(target instanceof Ty.Named named)) {
      if (!target.isSilent()) {
        program.report(
            Diagnostic.of(
                Code.E1204,
                impl.target().span(),
                "methods belong to a struct or an enum of the program, found `" + target + "`"));
      }
      return;
    }
    for (Item.Fn fn : impl.functions()) {
      String symbol = named.declared().name() + "." + fn.name().text();
      TFunction function = function(fn, symbol, generics, target);
      if (!program.addMethod(named.declared(), function)) {
        program.report(
            Diagnostic.of(
                Code.E1202,
                fn.name().span(),
                "`" + named.declared().name() + "` has a `" + fn.name().text() + "` already"));
      }
    }
  }

  private TFunction function(
      Item.Fn fn, String symbol, Map<String, GenericParam> outer, @Nullable Ty self) {
    Attributes.check(
        program, fn.attributes(), "a function", List.of("kernel", "inline", "test", "schedule"));
    Map<String, GenericParam> generics = new LinkedHashMap<>(outer);
    generics.putAll(GenericKinds.of(program, file, fn.generics(), signatureOf(fn)));
    Types types = new Types(program, file, generics, self);
    List<TParam> params = fn.params().stream().map(p -> param(p, types, self)).toList();
    different(params);
    Ty result = fn.result() == null ? Ty.Basic.UNIT : types.read(fn.result());
    if (fn.attribute("test") != null) {
      test(fn, generics, result);
    }
    List<Condition> where = new ArrayList<>();
    for (Expr condition : fn.where()) {
      Condition read = types.extents().condition(condition);
      if (read != null) {
        where.add(read);
      }
    }
    TFunction function =
        new TFunction(
            file.name() + "." + symbol, fn, List.copyOf(generics.values()), params, result, where);
    program.add(new Program.Body(function, file, generics, self));
    return function;
  }

  /// A test is called by its name alone, and nothing takes what it gives.
  private void test(Item.Fn fn, Map<String, GenericParam> generics, Ty result) {
    String has =
        !fn.params().isEmpty()
            ? "parameters"
            : !generics.isEmpty()
                ? "generic parameters"
                : result != Ty.Basic.UNIT && !result.isSilent() ? "result" : "";
    if (!has.isEmpty()) {
      program.report(
          Diagnostic.of(Code.E1322, fn.name().span(), "a function with `@test` has no " + has));
    } else if (fn.attribute("kernel") != null) {
      program.report(
          Diagnostic.of(Code.E1322, fn.name().span(), "a kernel is no test")
              .note("a test calls kernels with views"));
    }
  }

  private void different(List<TParam> params) {
    Map<String, Variable> names = new HashMap<>();
    for (TParam param : params) {
      Variable variable = param.variable();
      Variable before = names.putIfAbsent(variable.name(), variable);
      if (before != null && !variable.name().isEmpty()) {
        program.report(
            Diagnostic.of(
                    Code.E1202,
                    variable.span(),
                    "two parameters are called `" + variable.name() + "`")
                .label(before.span(), "the first one"));
      }
    }
  }

  private static List<Node> signatureOf(Item.Fn fn) {
    List<Node> nodes = new ArrayList<>();
    fn.params().forEach(p -> nodes.addAll(p.type() == null ? List.of() : List.of(p.type())));
    if (fn.result() != null) {
      nodes.add(fn.result());
    }
    nodes.addAll(fn.where());
    return nodes;
  }

  private TParam param(Param param, Types types, @Nullable Ty self) {
    TypeExpr type = param.type();
    Ty read =
        type != null ? types.read(type) : self != null && param.isSelf() ? self : missing(param);
    return new TParam(
        new Variable(param.name().text(), read, param.mutable(), param.name().span()),
        param.defaultValue());
  }

  private Ty missing(Param param) {
    program.report(
        Diagnostic.of(
            Code.E1203,
            param.span(),
            param.isSelf()
                ? "`self` stands in the functions of an `impl`"
                : "the parameter `" + param.name().text() + "` needs a type"));
    return Ty.Basic.ERROR;
  }

  /// Which attributes an item may have.
  static final class Attributes {
    private Attributes() {}

    static void check(
        Program program, List<Attribute> attributes, String item, List<String> allowed) {
      Map<String, Attribute> seen = new HashMap<>();
      for (Attribute attribute : attributes) {
        String name = attribute.name().text();
        Attribute before = seen.putIfAbsent(name, attribute);
        if (before != null) {
          program.report(
              Diagnostic.of(Code.E1322, attribute.span(), "`@" + name + "` stands here twice")
                  .label(before.span(), "the first one"));
        } else if (!allowed.contains(name)) {
          program.report(
              Diagnostic.of(
                  Code.E1322,
                  attribute.span(),
                  allowed.isEmpty()
                      ? item + " has no attributes, found `@" + name + "`"
                      : "the attributes of a function are `@"
                          + String.join("`, `@", allowed)
                          + "`, found `@"
                          + name
                          + "`"));
        } else if (name.equals("schedule")) {
          Schedules.check(program, attribute);
        } else if (!attribute.args().isEmpty()) {
          program.report(
              Diagnostic.of(Code.E1322, attribute.span(), "`@" + name + "` takes no arguments"));
        }
      }
    }
  }
}
