package org.tosc.models.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;
import org.tosc.rt.tensor.file.Replacement;

/// `tosc.lock`: the models that a project uses, each with its version and its main file's digest,
/// so that everybody who works on it gets the same.
public record LockFile(Map<String, Entry> entries) {
  public static final String NAME = "tosc.lock";
  private static final String SCHEMA = "tosc.lock/1";

  /// What a project uses of a package.
  ///
  /// @param format of its matrices where it was quantised; empty where not
  public record Entry(String version, String registry, String sha256, String format) {}

  public LockFile {
    entries = Map.copyOf(entries);
  }

  /// That of a folder; empty where there is none.
  ///
  /// @throws org.tosc.rt.tensor.file.TensorFileFault where it is damaged
  public static LockFile read(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return new LockFile(Map.of());
    }
    try (JsonReader json = new JsonReader(path.toString(), Files.readAllBytes(path))) {
      json.next();
      JsonNode root = json.node();
      json.requireEnd();
      if (!root.text("schema").equals(SCHEMA)) {
        throw root.require("schema").fault("expected `" + SCHEMA + "`");
      }
      Map<String, Entry> entries = new TreeMap<>();
      root.require("models")
          .members()
          .forEach(
              (name, node) ->
                  entries.put(
                      name,
                      new Entry(
                          node.text("version"),
                          node.text("registry"),
                          node.text("sha256"),
                          node.text("format", ""))));
      return new LockFile(entries);
    }
  }

  public @Nullable Entry find(String name) {
    return entries.get(name);
  }

  /// A model by its name, with the version that the project uses: `name@version`. The name alone
  /// where it uses none, or where a version is said already.
  public String pinned(String name) {
    Entry entry = entries.get(name);
    return entry == null ? name : name + "@" + entry.version;
  }

  public LockFile with(String name, Entry entry) {
    Map<String, Entry> changed = new TreeMap<>(entries);
    changed.put(name, entry);
    return new LockFile(changed);
  }

  public LockFile without(String name) {
    Map<String, Entry> changed = new TreeMap<>(entries);
    changed.remove(name);
    return new LockFile(changed);
  }

  /// Replaces that of a folder, as a whole or not at all.
  public void write(Path folder) throws IOException {
    Replacement.write(folder.resolve(NAME), this::write);
  }

  private void write(OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeObjectFieldStart("models");
      for (Map.Entry<String, Entry> each : new TreeMap<>(entries).entrySet()) {
        json.writeObjectFieldStart(each.getKey());
        json.writeStringField("version", each.getValue().version());
        json.writeStringField("registry", each.getValue().registry());
        json.writeStringField("sha256", each.getValue().sha256());
        json.writeStringField("format", each.getValue().format());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
