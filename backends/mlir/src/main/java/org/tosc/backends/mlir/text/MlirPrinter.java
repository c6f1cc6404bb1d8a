package org.tosc.backends.mlir.text;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineMap;

/// Writes operations. The same operation gives the same text every time.
///
/// ```java
/// MlirPrinter.pretty(module, Assemblies.UPSTREAM, MlirPrinter.Places.SHOWN);
/// ```
public final class MlirPrinter {
  /// Whether locations are written.
  public enum Places {
    SHOWN,
    HIDDEN
  }

  /// Names that are usually written without their dialect.
  private static final Map<String, String> SHORT =
      Map.of("builtin.module", "module", "func.call", "call", "func.return", "return");

  private final StringBuilder out = new StringBuilder();
  private final ValueNames names = new ValueNames();
  private final @Nullable Assembly assembly;
  private final Places places;
  private final AttributeText attributes;
  private final Map<MlirLocation, String> aliases = new LinkedHashMap<>();
  private int depth;

  private MlirPrinter(@Nullable Assembly assembly, Places places, Map<AffineMap, String> mapNames) {
    this.assembly = assembly;
    this.places = places;
    this.attributes = new AttributeText(mapNames, assembly == null);
  }

  /// Each operation in its own form, or the generic one where the assembly has no row for it.
  public static String pretty(MlirOperation operation, Assembly assembly, Places places) {
    Map<AffineMap, String> maps = new LinkedHashMap<>();
    collectMaps(operation, maps);
    MlirPrinter printer = new MlirPrinter(assembly, places, maps);
    maps.forEach(
        (map, name) ->
            printer.out.append(name).append(" = ").append(AttributeText.map(map)).append('\n'));
    printer.operation(operation);
    printer.aliases.forEach(
        (location, name) ->
            printer.out.append(name).append(" = loc(").append(place(location)).append(")\n"));
    return printer.out.toString();
  }

  /// The form that needs no knowledge of the operations.
  public static String generic(MlirOperation operation, Places places) {
    MlirPrinter printer = new MlirPrinter(null, places, new HashMap<>());
    printer.operation(operation);
    return printer.out.toString();
  }

  private static void collectMaps(MlirOperation operation, Map<AffineMap, String> maps) {
    operation.attributes().values().forEach(attribute -> collectMaps(attribute, maps));
    for (MlirRegion region : operation.regions()) {
      for (MlirBlock block : region.blocks()) {
        block.operations().forEach(inner -> collectMaps(inner, maps));
      }
    }
  }

  private static void collectMaps(MlirAttribute attribute, Map<AffineMap, String> maps) {
    if (attribute instanceof MlirAttribute.OfMap(AffineMap map) && !maps.containsKey(map)) {
      maps.put(map, "#map" + maps.size());
    } else if (attribute instanceof MlirAttribute.Array(List<MlirAttribute> items)) {
      items.forEach(item -> collectMaps(item, maps));
    }
  }

  private void operation(MlirOperation operation) {
    out.append("  ".repeat(depth));
    if (!operation.results().isEmpty()) {
      out.append(named(operation.results())).append(" = ");
    }
    AssemblyFormat format = assembly == null ? null : assembly.format(operation.name());
    if (Assembly.ISOLATED.contains(operation.name())) {
      names.enter();
    }
    if (format == null) {
      generic(operation);
    } else {
      out.append(SHORT.getOrDefault(operation.name(), operation.name()));
      format.write(operation, new Own());
    }
    location(operation.location());
    out.append('\n');
  }

  private void location(MlirLocation location) {
    if (places == Places.SHOWN && location != MlirLocation.Unknown.UNKNOWN) {
      boolean isShort = assembly != null;
      out.append(" loc(").append(isShort ? alias(location) : place(location)).append(')');
    }
  }

  /// The name of a location, which is told at the end of the text: operations of a line of the
  /// source have the same.
  private String alias(MlirLocation location) {
    return aliases.computeIfAbsent(location, _ -> "#loc" + (aliases.size() + 1));
  }

  private static String place(MlirLocation location) {
    return switch (location) {
      case MlirLocation.Unknown _ -> "unknown";
      case MlirLocation.InFile(String file, int line, int column) ->
          Quoting.string(file) + ":" + line + ":" + column;
      case MlirLocation.Named(String name, MlirLocation at) ->
          Quoting.string(name) + "(" + place(at) + ")";
    };
  }

  private void generic(MlirOperation operation) {
    out.append(Quoting.string(operation.name()));
    out.append('(').append(named(operation.operands())).append(')');
    if (!operation.regions().isEmpty()) {
      out.append(" (");
      for (int i = 0; i < operation.regions().size(); i++) {
        out.append(i == 0 ? "" : ", ");
        region(operation.regions().get(i), true);
      }
      out.append(')');
    }
    if (!operation.attributes().isEmpty()) {
      out.append(' ').append(attributes.dictionary(operation.attributes()));
    }
    out.append(" : ")
        .append(new MlirType.Func(typesOf(operation.operands()), typesOf(operation.results())));
  }

  private String named(List<MlirValue> values) {
    return values.stream().map(names::of).collect(Collectors.joining(", "));
  }

  private static List<MlirType> typesOf(List<MlirValue> values) {
    return values.stream().map(MlirValue::type).toList();
  }

  private String declarations(List<MlirValue> arguments) {
    return arguments.stream()
        .map(a -> names.of(a) + ": " + a.type())
        .collect(Collectors.joining(", "));
  }

  private void region(MlirRegion region, boolean isWithArguments) {
    out.append("{\n");
    for (int i = 0; i < region.blocks().size(); i++) {
      MlirBlock block = region.blocks().get(i);
      boolean hasHeader = i > 0 || (isWithArguments && !block.arguments().isEmpty());
      if (hasHeader) {
        out.append("  ".repeat(depth)).append("^bb").append(i);
        String list = declarations(block.arguments());
        out.append(list.isEmpty() ? "" : "(" + list + ")").append(":\n");
      }
      operations(block.operations());
    }
    out.append("  ".repeat(depth)).append('}');
  }

  private void operations(List<MlirOperation> list) {
    depth++;
    list.forEach(this::operation);
    depth--;
  }

  /// The pen of operations that have their own form.
  private final class Own implements OperationText {
    @Override
    public OperationText text(String text) {
      out.append(text);
      return this;
    }

    @Override
    public OperationText value(MlirValue value) {
      return text(names.of(value));
    }

    @Override
    public OperationText values(List<MlirValue> values) {
      return text(named(values));
    }

    @Override
    public OperationText type(MlirType type) {
      return text(type.toString());
    }

    @Override
    public OperationText types(List<MlirType> types) {
      return text(types.stream().map(MlirType::toString).collect(Collectors.joining(", ")));
    }

    @Override
    public OperationText attribute(MlirAttribute attribute) {
      return text(attributes.bare(attribute));
    }

    @Override
    public OperationText typed(MlirAttribute attribute) {
      return text(attributes.typed(attribute));
    }

    @Override
    public OperationText others(MlirOperation operation, List<String> hidden) {
      return dictionary(operation, hidden, " ");
    }

    @Override
    public OperationText attributes(MlirOperation operation, List<String> hidden) {
      return dictionary(operation, hidden, " attributes ");
    }

    private OperationText dictionary(MlirOperation operation, List<String> hidden, String before) {
      Map<String, MlirAttribute> rest = new LinkedHashMap<>(operation.attributes());
      rest.keySet().removeAll(hidden);
      rest.remove("operandSegmentSizes");
      return rest.isEmpty() ? this : text(before).text(attributes.dictionary(rest));
    }

    @Override
    public OperationText region(MlirRegion region) {
      MlirPrinter.this.region(region, false);
      return this;
    }

    @Override
    public OperationText regionWithoutEnd(MlirRegion region) {
      MlirBlock block = region.block();
      List<MlirOperation> all = block.operations();
      boolean isSilent = !all.isEmpty() && all.getLast().operands().isEmpty();
      List<MlirOperation> kept = isSilent ? all.subList(0, all.size() - 1) : all;
      MlirPrinter.this.region(MlirRegion.of(block.arguments(), kept), false);
      return this;
    }

    @Override
    public OperationText regionWithArguments(MlirRegion region) {
      MlirPrinter.this.region(region, true);
      return this;
    }

    @Override
    public OperationText declared(List<MlirValue> arguments) {
      return text(declarations(arguments));
    }
  }
}
