package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.typed.LibraryFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks the functions and methods of the standard library (languages.md, section 2.5).
final class LibraryCalls {
  private final FunctionChecker in;

  LibraryCalls(FunctionChecker in) {
    this.in = in;
  }

  boolean has(String name) {
    return LibraryTable.has(name);
  }

  Set<String> names() {
    Set<String> all = new TreeSet<>(LibraryTable.FUNCTIONS.keySet());
    all.addAll(LibraryTable.PRINTS);
    return all;
  }

  /// A name of the library that is not called.
  TExpr value(String name, Span span) {
    Double number = LibraryTable.CONSTANTS.get(name);
    if (number != null) {
      return new TExpr.Const(number, in.open(true), span);
    }
    if (name.equals("Device::ALL")) {
      return new TExpr.Library(LibraryFn.DEVICE_ALL, List.of(), Ty.Basic.DEVICE, span);
    }
    if (has(name) || in.tiles.has(name)) {
      return in.error(
          Code.E1204, span, "`" + name + "` is a function of the library and must be called");
    }
    return LibraryNames.isModule(name)
        ? in.error(Code.E1204, span, "`" + name + "` is a module, a value is needed here")
        : unknown(name, span);
  }

  private TExpr unknown(String name, Span span) {
    in.report(
        Suggestions.note(
            Diagnostic.of(Code.E1201, span, "the library has no `" + name + "`"),
            span,
            name,
            names()));
    return new TExpr.Broken(span);
  }

  TExpr call(String name, Span nameSpan, Expr.Call call, @Nullable Ty expected) {
    if (LibraryTable.PRINTS.contains(name)) {
      return print(call);
    }
    String signature = LibraryTable.FUNCTIONS.get(name);
    if (signature == null) {
      call.args().forEach(a -> in.expressions.of(a.value(), null));
      return unknown(name, nameSpan);
    }
    BuiltinArguments args = BuiltinArguments.of(in, name, signature, call);
    return args == null ? new TExpr.Broken(call.span()) : function(name, args, expected);
  }

  private TExpr function(String name, BuiltinArguments args, @Nullable Ty expected) {
    return switch (name) {
      case "device::get" ->
          library(
              LibraryFn.DEVICE_GET,
              Ty.Basic.DEVICE,
              args,
              in.expressions.integer(args.get("index")));
      case "device::count" -> library(LibraryFn.DEVICE_COUNT, Ty.Prim.INDEX, args);
      case "Tensor::alloc" -> create(LibraryFn.TENSOR_ALLOC, args);
      case "Tensor::zeros" -> create(LibraryFn.TENSOR_ZEROS, args);
      case "Tensor::ones" -> create(LibraryFn.TENSOR_ONES, args);
      case "Tensor::full" -> create(LibraryFn.TENSOR_FULL, args);
      case "Tensor::rand" -> create(LibraryFn.TENSOR_RAND, args);
      case "Tensor::randn" -> create(LibraryFn.TENSOR_RANDN, args);
      case "Tensor::from_list" -> fromList(args);
      case "Tensor::load" -> load(args, expected);
      case "models::llama3::load" -> new ModelCalls(in).load(args);
      case "assert" -> assertion(args);
      case "str" -> library(LibraryFn.TO_STR, Ty.Basic.STR, args, printable(args.get("value")));
      case "time::now" -> library(LibraryFn.TIME_NOW, Ty.Prim.F64, args);
      default -> throw new IllegalStateException("the library has no " + name);
    };
  }

  private static TExpr library(
      LibraryFn fn, Ty type, BuiltinArguments args, @Nullable TExpr... values) {
    return new TExpr.Library(fn, Arrays.asList(values), type, args.span());
  }

  private TExpr print(Expr.Call call) {
    List<@Nullable TExpr> values = new ArrayList<>();
    for (var arg : call.args()) {
      if (arg.name() != null) {
        in.report(Code.E1305, arg.span(), "`print` has no parameter `" + arg.name().text() + "`");
      }
      values.add(printable(arg.value()));
    }
    return new TExpr.Library(LibraryFn.PRINT, values, Ty.Basic.UNIT, call.span());
  }

  private TExpr printable(Expr expr) {
    TExpr value = in.expressions.of(expr, null);
    Ty type = value.type().settled();
    if (type == Ty.Basic.UNIT) {
      return in.error(Code.E1301, expr.span(), "this gives no value to print");
    }
    return value;
  }

  private TExpr assertion(BuiltinArguments args) {
    TExpr condition = in.expressions.condition(args.get("condition"));
    Expr message = args.find("message");
    TExpr text =
        message == null
            ? null
            : in.coerce(in.expressions.of(message, Ty.Basic.STR), Ty.Basic.STR, Code.E1301, null);
    return library(LibraryFn.ASSERT, Ty.Basic.UNIT, args, condition, text);
  }

  // Tensors.

  /// `Tensor::zeros([m, n], f32, device = d)`: the values are the extents, then the value or seed.
  private TExpr create(LibraryFn fn, BuiltinArguments args) {
    Expr shape = args.get("shape");
    if (!(shape instanceof Expr.ArrayLit(var items, _)) || items.isEmpty() || items.size() > 8) {
      return in.error(
          Code.E1414, shape.span(), "the extents of a tensor stand in brackets: `[m, n]`");
    }
    List<@Nullable TExpr> values = new ArrayList<>();
    List<Extent> extents = new ArrayList<>();
    for (Expr item : items) {
      Extent known = in.types().extents().value(item);
      values.add(in.expressions.integer(item));
      extents.add(known == null ? Extent.UNKNOWN : known);
      boolean isNegative =
          known != null && known.constant().isPresent() && known.constant().getAsLong() < 0;
      if (isNegative) {
        return in.error(Code.E1206, item.span(), "a number of elements is at least 0");
      }
    }
    Ty element = args.has("dtype") ? in.tiles.dtype(args.get("dtype")) : Ty.Prim.F32;
    device(args);
    if (Packed.isFilled(in, element, args.span())) {
      return new TExpr.Broken(args.span());
    }
    values.add(extra(fn, args, element));
    return element.isSilent()
        ? new TExpr.Broken(args.span())
        : new TExpr.Library(fn, values, new Ty.Tensor(extents, element), args.span());
  }

  private @Nullable TExpr extra(LibraryFn fn, BuiltinArguments args, Ty element) {
    if (fn == LibraryFn.TENSOR_FULL) {
      TExpr value = in.expressions.of(args.get("value"), element);
      return in.coerce(
          value, element, Code.E1301, args.has("dtype") ? args.get("dtype").span() : null);
    }
    Expr seed = args.find("seed");
    return seed == null ? null : in.expressions.integer(seed);
  }

  private void device(BuiltinArguments args) {
    Expr device = args.find("device");
    if (device != null) {
      in.coerce(in.expressions.of(device, Ty.Basic.DEVICE), Ty.Basic.DEVICE, Code.E1301, null);
    }
  }

  private TExpr fromList(BuiltinArguments args) {
    Ty wanted = args.has("dtype") ? in.tiles.dtype(args.get("dtype")) : null;
    TExpr list =
        in.expressions.of(
            args.get("list"), wanted == null ? null : arrays(args.get("list"), wanted));
    device(args);
    List<Extent> shape = new ArrayList<>();
    Ty element = list.type().settled();
    while (element instanceof Ty.Array(var inner, var length)) {
      shape.add(length);
      element = inner.settled();
    }
    if (element.isSilent()) {
      return new TExpr.Broken(args.span());
    }
    boolean isScalar = element instanceof Ty.Prim || element instanceof Ty.Open;
    if (shape.isEmpty() || !isScalar) {
      return in.error(
          Code.E1301,
          list.span(),
          "a tensor is made of arrays of numbers, found `" + list.type() + "`");
    }
    return new TExpr.Library(
        LibraryFn.TENSOR_FROM_LIST, List.of(list), new Ty.Tensor(shape, element), args.span());
  }

  /// The type of nested brackets with elements of `element`, as a help for literals.
  private static Ty arrays(Expr list, Ty element) {
    if (list instanceof Expr.ArrayLit(var items, _) && !items.isEmpty()) {
      return new Ty.Array(arrays(items.getFirst(), element), Extent.of(items.size()));
    }
    return element;
  }

  private TExpr load(BuiltinArguments args, @Nullable Ty expected) {
    TExpr path =
        in.coerce(
            in.expressions.of(args.get("path"), Ty.Basic.STR), Ty.Basic.STR, Code.E1301, null);
    device(args);
    if (expected == null || !(expected.settled() instanceof Ty.Tensor type)) {
      in.report(
          Diagnostic.of(Code.E1320, args.span(), "nothing says what this tensor holds")
              .note("`let t: Tensor<[?, ?], f32> = Tensor::load(…);`"));
      return new TExpr.Broken(args.span());
    }
    return FileElements.has(type)
        ? library(LibraryFn.TENSOR_LOAD, type, args, path)
        : FileElements.refused(in, "Tensor::load", args.span(), type);
  }

  // Methods.

  TExpr method(TExpr object, String name, Span nameSpan, Expr.Call call) {
    Ty type = object.type().settled();
    return switch (type) {
      case Ty.Tensor tensor when LibraryTable.TENSOR_METHODS.containsKey(name) ->
          tensor(object, tensor, name, call);
      case Ty.View view when name.equals("slice") -> new Slices(in).slice(object, view, call);
      case Ty.View view when LibraryTable.VIEW_METHODS.containsKey(name) ->
          view(object, view, name, call);
      case Ty.Array(_, var length) when name.equals("len") && call.args().isEmpty() ->
          new TExpr.ExtentValue(length, call.span());
      case Ty.Basic b when b == Ty.Basic.MODEL && LibraryTable.MODEL_METHODS.containsKey(name) ->
          new ModelCalls(in).method(object, name, call);
      case Ty.Basic b when b == Ty.Basic.STR && name.equals("len") && call.args().isEmpty() ->
          new TExpr.Library(LibraryFn.LEN, List.of(object), Ty.Prim.INDEX, call.span());
      case Ty _ -> none(type, name, nameSpan, call);
    };
  }

  private TExpr none(Ty type, String name, Span nameSpan, Expr.Call call) {
    call.args().forEach(a -> in.expressions.of(a.value(), null));
    Set<String> names =
        switch (type) {
          case Ty.Tensor _ -> LibraryTable.TENSOR_METHODS.keySet();
          case Ty.View _ -> LibraryTable.VIEW_METHODS.keySet();
          case Ty.Tile _ -> in.tiles.names();
          case Ty other -> other == Ty.Basic.MODEL ? LibraryTable.MODEL_METHODS.keySet() : Set.of();
        };
    in.report(
        Suggestions.note(
            Diagnostic.of(Code.E1209, nameSpan, "`" + type + "` has no method `" + name + "`"),
            nameSpan,
            name,
            names));
    return new TExpr.Broken(call.span());
  }

  private TExpr tensor(TExpr object, Ty.Tensor type, String name, Expr.Call call) {
    BuiltinArguments args =
        BuiltinArguments.of(in, name, LibraryTable.TENSOR_METHODS.getOrDefault(name, ""), call);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    return switch (name) {
      case "view" -> borrow(LibraryFn.VIEW, object, type, false, args);
      case "view_mut" -> borrow(LibraryFn.VIEW_MUT, object, type, true, args);
      case "to" -> {
        TExpr device =
            in.coerce(
                in.expressions.of(args.get("device"), Ty.Basic.DEVICE),
                Ty.Basic.DEVICE,
                Code.E1301,
                null);
        yield library(LibraryFn.TO, type, args, object, device);
      }
      case "to_list" -> toList(object, type, args);
      case "save" -> {
        TExpr path =
            in.coerce(
                in.expressions.of(args.get("path"), Ty.Basic.STR), Ty.Basic.STR, Code.E1301, null);
        yield FileElements.has(type)
            ? library(LibraryFn.SAVE, Ty.Basic.UNIT, args, object, path)
            : FileElements.refused(in, "save", args.span(), type);
      }
      default -> common(object, type, name, args);
    };
  }

  private static TExpr borrow(
      LibraryFn fn, TExpr object, Ty.Tensor type, boolean mutable, BuiltinArguments args) {
    Ty view = new Ty.View(type.shape(), type.element(), TileLayout.row(), mutable);
    return library(fn, view, args, object);
  }

  private TExpr toList(TExpr object, Ty.Tensor type, BuiltinArguments args) {
    Ty list = type.element();
    for (Extent extent : type.shape().reversed()) {
      if (extent.isUnknown()) {
        return in.error(
            Code.E1406,
            args.span(),
            "an array has a length known when the program is compiled, this is `" + type + "`");
      }
      list = new Ty.Array(list, extent);
    }
    return library(LibraryFn.TO_LIST, list, args, object);
  }

  private TExpr view(TExpr object, Ty.View type, String name, Expr.Call call) {
    BuiltinArguments args =
        BuiltinArguments.of(in, name, LibraryTable.VIEW_METHODS.getOrDefault(name, ""), call);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    return switch (name) {
      case "transpose" -> transposeView(object, call.span());
      case "copy_from" -> copy(object, type, args);
      default -> common(object, type, name, args);
    };
  }

  private TExpr copy(TExpr object, Ty.View type, BuiltinArguments args) {
    if (!type.mutable()) {
      return in.error(Code.E1310, object.span(), "`copy_from` writes, this view is read only");
    }
    Ty wanted = new Ty.View(type.shape(), type.element(), type.layout(), false);
    TExpr source = in.expressions.of(args.get("source"), wanted);
    if (source.type().settled() instanceof Ty.View other) {
      wanted = new Ty.View(type.shape(), type.element(), other.layout(), false);
    }
    TExpr checked = in.coerce(source, wanted, Code.E1301, object.span());
    return library(LibraryFn.COPY_FROM, Ty.Basic.UNIT, args, object, checked);
  }

  /// Methods that tensors and views share.
  private TExpr common(TExpr object, Ty.Shaped type, String name, BuiltinArguments args) {
    return switch (name) {
      case "shape" ->
          library(
              LibraryFn.SHAPE, new Ty.Array(Ty.Prim.INDEX, Extent.of(type.rank())), args, object);
      case "dtype" -> library(LibraryFn.DTYPE, Ty.Basic.STR, args, object);
      case "dim" ->
          library(
              LibraryFn.DIM, Ty.Prim.INDEX, args, object, in.expressions.integer(args.get("axis")));
      default -> throw new IllegalStateException("no method " + name);
    };
  }

  /// `v.transpose()`: the axes in reverse.
  TExpr transposeView(TExpr object, Span span) {
    Ty.View type = (Ty.View) object.type().settled();
    TileLayout layout = type.rank() == 2 ? type.layout().transposed() : type.layout();
    Ty made = new Ty.View(type.shape().reversed(), type.element(), layout, type.mutable());
    return new TExpr.Library(LibraryFn.TRANSPOSE, List.of(object), made, span);
  }
}
