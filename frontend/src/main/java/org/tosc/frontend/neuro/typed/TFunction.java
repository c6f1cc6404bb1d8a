package org.tosc.frontend.neuro.typed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.foreign.ForeignFunction;
import org.tosc.frontend.neuro.ast.Block;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Span;

/// A function: its signature, known before any body is checked, and its body afterwards.
public final class TFunction {
  private final String symbol;
  private final Item.Fn syntax;
  private final List<GenericParam> generics;
  private final List<TParam> params;
  private final Ty result;
  private final List<Condition> where;
  private final @Nullable ForeignFunction foreign;
  private @Nullable TBlock body;

  /// `symbol` is unique in the program: `file.name` or `file.Type.name`.
  public TFunction(
      String symbol,
      Item.Fn syntax,
      List<GenericParam> generics,
      List<TParam> params,
      Ty result,
      List<Condition> where) {
    this(symbol, syntax, generics, params, result, where, null);
  }

  private TFunction(
      String symbol,
      Item.Fn syntax,
      List<GenericParam> generics,
      List<TParam> params,
      Ty result,
      List<Condition> where,
      @Nullable ForeignFunction foreign) {
    this.symbol = symbol;
    this.syntax = syntax;
    this.generics = List.copyOf(generics);
    this.params = List.copyOf(params);
    this.result = result;
    this.where = List.copyOf(where);
    this.foreign = foreign;
  }

  /// A function that Pseudocode declares.
  public static TFunction foreign(
      String symbol,
      ForeignFunction foreign,
      List<GenericParam> generics,
      List<TParam> params,
      Ty result) {
    Item.Fn syntax = header(foreign.name(), foreign.span());
    return new TFunction(symbol, syntax, generics, params, result, List.of(), foreign);
  }

  /// A function that the compiler makes; `span` is what it is made for.
  public static TFunction made(
      String symbol, String name, Span span, List<TParam> params, Ty result, TBlock body) {
    TFunction made =
        new TFunction(symbol, header(name, span), List.of(), params, result, List.of());
    made.body(body);
    return made;
  }

  private static Item.Fn header(String name, Span span) {
    return new Item.Fn(
        null,
        List.of(),
        new Ident(name, span),
        List.of(),
        List.of(),
        null,
        List.of(),
        new Block(List.of(), null, span),
        span);
  }

  /// The function of Pseudocode that a call reaches; null for the language's own functions.
  public @Nullable ForeignFunction foreign() {
    return foreign;
  }

  public String symbol() {
    return symbol;
  }

  public String name() {
    return syntax.name().text();
  }

  public Item.Fn syntax() {
    return syntax;
  }

  public List<GenericParam> generics() {
    return generics;
  }

  public List<TParam> params() {
    return params;
  }

  /// Where a generic extent can be read from the arguments, or null where no view or tensor tells.
  public Extent.@Nullable Measure measure(GenericParam param) {
    Extent.Measure found = null;
    for (int i = 0; i < params.size() && found == null; i++) {
      if (params.get(i).variable().type() instanceof Ty.Shaped shaped
          && !(shaped instanceof Ty.Tile)) {
        for (int axis = 0; axis < shaped.rank() && found == null; axis++) {
          found = shaped.shape().get(axis).measure(param, i, axis);
        }
      }
    }
    return found;
  }

  public Ty result() {
    return result;
  }

  public List<Condition> where() {
    return where;
  }

  public Span span() {
    return syntax.name().span();
  }

  public boolean isKernel() {
    return syntax.attribute("kernel") != null;
  }

  public boolean isTest() {
    return syntax.attribute("test") != null;
  }

  /// A kernel that reads and writes views itself; other kernels are functions on tiles.
  public boolean isGridKernel() {
    return isKernel() && params.stream().anyMatch(p -> p.variable().type() instanceof Ty.View);
  }

  /// The function has a first parameter `self`.
  public boolean isMethod() {
    return !syntax.params().isEmpty() && syntax.params().getFirst().isSelf();
  }

  public void body(TBlock checked) {
    body = checked;
  }

  /// The checked body; null when an error left none.
  public @Nullable TBlock body() {
    return body;
  }

  /// As a user reads it: `fn f<M>(a: Tile<M, 4, f32>) -> f32`.
  public String signature() {
    StringBuilder text = new StringBuilder("fn ").append(name());
    if (!generics.isEmpty()) {
      text.append('<')
          .append(String.join(", ", generics.stream().map(GenericParam::name).toList()))
          .append('>');
    }
    text.append('(')
        .append(
            String.join(
                ", ",
                params.stream()
                    .map(p -> p.variable().name() + ": " + p.variable().type())
                    .toList()))
        .append(')');
    return result == Ty.Basic.UNIT ? text.toString() : text + " -> " + result;
  }

  @Override
  public String toString() {
    return symbol;
  }
}
