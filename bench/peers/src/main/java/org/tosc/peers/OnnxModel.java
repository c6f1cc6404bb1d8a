package org.tosc.peers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An ONNX model, written as protocol buffers: field numbers are those of `onnx.proto3`, version 10
/// of the format, operators 23 and `com.microsoft` 1.
final class OnnxModel {
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT64 = 7;

  private final Message graph = new Message().text(2, "graph");

  /// A message of protocol buffers.
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message fraction(int field, float value) {
      varint((long) field << 3 | 5);
      int bits = Float.floatToIntBits(value);
      for (int i = 0; i < 4; i++) {
        out.write(bits >>> (8 * i));
      }
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.write(value, 0, value.length);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.out.toByteArray());
    }
  }

  private static Message value(String name, long... extents) {
    Message shape = new Message();
    for (long extent : extents) {
      shape.message(1, new Message().number(1, extent));
    }
    Message tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  OnnxModel input(String name, long... extents) {
    graph.message(11, value(name, extents));
    return this;
  }

  OnnxModel output(String name, long... extents) {
    graph.message(12, value(name, extents));
    return this;
  }

  OnnxModel constant(String name, float[] values, long... extents) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, FLOAT, bytes.array(), extents);
  }

  OnnxModel constant(String name, long[] values, long... extents) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(name, INT64, bytes.array(), extents);
  }

  OnnxModel constant(String name, byte[] values, long... extents) {
    return constant(name, UINT8, values, extents);
  }

  private OnnxModel constant(String name, int type, byte[] values, long... extents) {
    Message tensor = new Message();
    for (long extent : extents) {
      tensor.number(1, extent);
    }
    graph.message(5, tensor.number(2, type).text(8, name).bytes(9, values));
    return this;
  }

  /// A node; attributes are names and values in turn.
  OnnxModel node(
      String domain, String op, List<String> inputs, String output, Object... attributes) {
    Message node = new Message();
    inputs.forEach(i -> node.text(1, i));
    node.text(2, output).text(3, op + " " + output).text(4, op);
    for (int i = 0; i < attributes.length; i += 2) {
      node.message(5, attribute((String) attributes[i], attributes[i + 1]));
    }
    graph.message(1, domain.isEmpty() ? node : node.text(7, domain));
    return this;
  }

  private static Message attribute(String name, Object value) {
    Message attribute = new Message().text(1, name);
    switch (value) {
      case Float f -> attribute.fraction(2, f).number(20, 1);
      case Integer i -> attribute.number(3, i).number(20, 2);
      case String s -> attribute.text(4, s).number(20, 3);
      case long[] several -> {
        for (long each : several) {
          attribute.number(8, each);
        }
        attribute.number(20, 7);
      }
      default -> throw new IllegalArgumentException(name);
    }
    return attribute;
  }

  byte[] bytes() {
    Message standard = new Message().text(1, "").number(2, 23);
    Message extra = new Message().text(1, "com.microsoft").number(2, 1);
    Message model = new Message().number(1, 10).text(2, "tosc").message(7, graph);
    return model.message(8, standard).message(8, extra).out.toByteArray();
  }
}
