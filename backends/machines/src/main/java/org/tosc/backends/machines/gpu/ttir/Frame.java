package org.tosc.backends.machines.gpu.ttir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.ElementType;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Shape;
import org.tosc.backends.machines.gpu.tile.Tile;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.backends.machines.mlir.ir.Operation.Block;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Use;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.tir.source.Code;

/// The values of a function while a program runs it.
final class Frame {
  /// A part of a tensor in memory that is asked for by positions.
  ///
  /// @param extents of the parts
  record Descriptor(Tile base, List<Tile> shape, List<Tile> strides, List<Integer> extents) {}

  private final Program program;
  private final TtirFile file;
  private final Map<String, Tile> values = new HashMap<>();
  private final Map<String, Descriptor> descriptors = new HashMap<>();

  Frame(Program program, TtirFile file) {
    this.program = program;
    this.file = file;
  }

  Program program() {
    return program;
  }

  TtirFile file() {
    return file;
  }

  private static String key(String name, int number) {
    return number == 0 ? name : name + "#" + number;
  }

  void define(Definition definition, Tile tile) {
    values.put(key(definition.name(), definition.number()), tile);
  }

  void define(Definition definition, Descriptor descriptor) {
    descriptors.put(key(definition.name(), definition.number()), descriptor);
  }

  Tile value(Use use) {
    Tile tile = values.get(key(use.name(), use.number()));
    if (tile == null) {
      throw fault(Code.E1702, use.text() + " has no value here");
    }
    return tile;
  }

  Descriptor descriptor(Use use) {
    Descriptor descriptor = descriptors.get(key(use.name(), use.number()));
    if (descriptor == null) {
      throw fault(Code.E1702, use.text() + " is no descriptor here");
    }
    return descriptor;
  }

  Tile operand(Operation operation, int index) {
    return value(operation.operands().get(index));
  }

  List<Tile> operands(Operation operation) {
    return operation.operands().stream().map(this::value).toList();
  }

  Fault fault(Code code, String message) {
    return program.fault(code, message);
  }

  /// The elements of a result.
  ElementType element(Type type) {
    ElementType element = TtirTypes.element(type);
    if (element == null) {
      throw fault(Code.E1705, "no tile has the type `" + type + "`");
    }
    return element;
  }

  Shape shape(Type type) {
    Shape shape = TtirTypes.shape(type);
    if (shape == null) {
      throw fault(Code.E1705, "no tile has the type `" + type + "`");
    }
    return shape;
  }

  /// A whole number among the attributes.
  long whole(Operation operation, String key) {
    if (operation.attribute(key) instanceof Attribute.Int(long value, var _)) {
      return value;
    }
    throw fault(Code.E1704, "`" + operation.name() + "` lacks its attribute `" + key + "`");
  }

  /// Runs a block's operations up to what ends it.
  ///
  /// @return what its last operation gives
  List<Tile> run(Block block, List<Tile> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      define(block.arguments().get(i), arguments.get(i));
    }
    for (Operation operation : block.operations()) {
      program.at(operation.span());
      if (Rows.isEnd(operation.name())) {
        return operands(operation);
      }
      Rows.Meaning meaning = Rows.meaning(operation.name());
      if (meaning == null) {
        throw fault(Code.E1705, "the machine has no `" + operation.name() + "`");
      }
      List<Tile> results = meaning.apply(this, operation);
      for (int i = 0; i < results.size(); i++) {
        define(operation.results().get(i), results.get(i));
      }
    }
    return List.of();
  }

  /// The operands of what ended a block, from one on.
  static List<Tile> rest(List<Tile> tiles, int from) {
    return new ArrayList<>(tiles.subList(from, tiles.size()));
  }
}
