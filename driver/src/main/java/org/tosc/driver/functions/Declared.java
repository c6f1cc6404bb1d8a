package org.tosc.driver.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler.Language;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.parse.NeuroParser;
import org.tosc.frontend.pseudocode.ast.Stmt;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.frontend.pseudocode.parse.PseudocodeParser;
import org.tosc.frontend.pseudocode.types.DTypes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// A function as its file declares it.
///
/// @param span its name
record Declared(String name, List<Declared.Param> params, Span span) {
  Declared {
    params = List.copyOf(params);
  }

  /// @param type that every call has, or null where the declaration leaves it open
  record Param(String name, @Nullable Type type) {}

  /// The functions of a file, in its order; of one in TIR those of its module.
  static List<Declared> of(Source source, Language language, @Nullable Module module) {
    return switch (language) {
      case PSEUDOCODE -> pseudocode(source);
      case NEURO -> neuro(source);
      case TIR -> Objects.requireNonNull(module).functions().stream().map(Declared::of).toList();
    };
  }

  private static List<Declared> pseudocode(Source source) {
    return PseudocodeParser.parse(source).file().statements().stream()
        .flatMap(Declared::function)
        .filter(f -> f.params().stream().noneMatch(org.tosc.frontend.pseudocode.ast.Param::rest))
        .map(
            f ->
                new Declared(
                    f.name().text(),
                    f.params().stream()
                        .map(p -> new Param(p.name().text(), type(p.type())))
                        .toList(),
                    f.name().span()))
        .toList();
  }

  /// A pipeline with parameters is a function.
  private static Stream<Stmt.FunctionDecl> function(Stmt statement) {
    return switch (statement) {
      case Stmt.FunctionDecl f -> Stream.of(f);
      case Stmt.Pipeline p when p.isFunction() -> Stream.of(p.function());
      case Stmt _ -> Stream.empty();
    };
  }

  private static @Nullable Type type(@Nullable TypeExpr annotation) {
    return switch (annotation) {
      case TypeExpr.Named(var name, var args, _) when args.isEmpty() ->
          switch (name.text()) {
            case "int" -> Scalar.I64;
            case "float" -> Scalar.F64;
            case "bool" -> Scalar.I1;
            default -> null;
          };
      case TypeExpr.Tensor tensor -> tensor(tensor);
      case null -> null;
      case TypeExpr.Named _, TypeExpr.Fn _, TypeExpr.Malformed _ -> null;
    };
  }

  private static @Nullable Type tensor(TypeExpr.Tensor annotation) {
    long[] sizes = new long[annotation.dims().size()];
    for (int i = 0; i < sizes.length; i++) {
      if (!(annotation.dims().get(i) instanceof TypeExpr.Dim.Size(long size, _))) {
        return null;
      }
      sizes[i] = size;
    }
    Scalar element =
        annotation.dtype() == null ? Scalar.F32 : DTypes.wanted(annotation.dtype().text());
    return element == null ? null : TensorType.of(element, sizes);
  }

  /// Extents of tiles are those of blocks, so calls decide on all types.
  private static List<Declared> neuro(Source source) {
    return NeuroParser.parse(source).file().items().stream()
        .flatMap(i -> i instanceof Item.Fn f ? Stream.of(f) : Stream.empty())
        .filter(f -> !f.name().text().equals(Module.MAIN))
        .map(
            f ->
                new Declared(
                    f.name().text(),
                    f.params().stream().map(p -> new Param(p.name().text(), null)).toList(),
                    f.name().span()))
        .toList();
  }

  private static Declared of(Function f) {
    List<String> names = f.attributes().strings("params");
    List<Param> params = new ArrayList<>();
    for (int i = 0; i < f.params().size(); i++) {
      Type type = f.params().get(i).type();
      boolean isKnown = type instanceof TensorType t ? t.isStatic() : isNumber(type);
      String name = names.size() == f.params().size() ? names.get(i) : "p" + i;
      params.add(new Param(name, isKnown ? type : null));
    }
    return new Declared(f.symbol(), params, f.span());
  }

  private static boolean isNumber(Type type) {
    return type == Scalar.I64 || type == Scalar.F64 || type == Scalar.I1;
  }

  /// Names of parameters without a type, also after those that are given.
  List<String> open(Map<String, Type> given) {
    return params.stream()
        .filter(p -> p.type() == null && !given.containsKey(p.name()))
        .map(Param::name)
        .toList();
  }

  /// The parameters with types, of which given ones come before declared ones.
  List<Parameter> typed(Map<String, Type> given) {
    return params.stream()
        .map(
            p ->
                new Parameter(
                    p.name(),
                    Objects.requireNonNull(given.getOrDefault(p.name(), p.type()), p.name())))
        .toList();
  }

  /// Whether it is called with tensors whose types are known: where some are given, with one of
  /// them.
  boolean isCallable(Map<String, Type> given) {
    boolean hasTensor =
        params.stream()
            .map(p -> given.getOrDefault(p.name(), p.type()))
            .anyMatch(TensorType.class::isInstance);
    boolean isMeant = given.isEmpty() || params.stream().anyMatch(p -> given.containsKey(p.name()));
    return open(given).isEmpty() && hasTensor && isMeant;
  }
}
