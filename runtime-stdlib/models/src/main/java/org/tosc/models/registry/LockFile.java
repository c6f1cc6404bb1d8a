package org.tosc.models.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.models.json.JsonNode;
import org.tosc.models.json.JsonReader;
import org.tosc.rt.tensor.file.Replacement;

/// `tosc.lock`: the models that a project uses, each with its version and the digests of all its
/// files, so that everybody who works on it gets the same.
///
/// ```json
/// {"schema": "tosc.lock/2", "models": {"tiny": {
///   "version": "1.0.0", "registry": "https://models.example/", "format": "",
///   "files": [{"name": "tiny.gguf", "sha256": "ab…"}]}}}
/// ```
public record LockFile(Map<String, Entry> entries) {
  public static final String NAME = "tosc.lock";
  private static final String SCHEMA = "tosc.lock/2";

  /// Has `sha256` of a model's main file in the place of `files`.
  private static final String OLDER_SCHEMA = "tosc.lock/1";

  private static final String MAIN_DIGEST = "sha256";

  /// One file of a package, as a registry has it.
  ///
  /// @param name empty for the main file of an older lock, which says no names
  /// @param sha256 its digest in hexadecimal digits (FIPS 180-4)
  public record File(String name, String sha256) {}

  /// What a project uses of a package.
  ///
  /// @param format of its matrices where it was quantised; empty where not
  /// @param files all that it has, its main file first; of an older lock the main one alone
  public record Entry(String version, String registry, String format, List<File> files) {
    public Entry {
      files = List.copyOf(files);
    }

    /// A package as it is to be locked.
    public static Entry of(ModelPackage locked, String registry, String format) {
      List<File> files =
          locked.files().stream().map(file -> new File(file.name(), file.sha256())).toList();
      return new Entry(locked.version(), registry, format, files);
    }

    /// Whether it knows all files: locks of older versions of tosc know the main one alone.
    public boolean isComplete() {
      return !files.getFirst().name().isEmpty();
    }

    /// How a package differs from what is locked, in words that follow its name; null where it does
    /// not.
    public @Nullable String difference(ModelPackage found) {
      ModelPackage.File main = found.files().getFirst();
      if (!isComplete()) {
        return files.getFirst().sha256().equals(main.sha256()) ? null : digestOf(main.name());
      }
      for (int i = 0; i < files.size(); i++) {
        File locked = files.get(i);
        ModelPackage.File there = i < found.files().size() ? found.files().get(i) : null;
        if (there == null || !there.name().equals(locked.name())) {
          return "file " + (i + 1) + " is not `" + locked.name() + "`";
        }
        if (!there.sha256().equals(locked.sha256())) {
          return digestOf(there.name());
        }
      }
      return found.files().size() == files.size()
          ? null
          : "`" + found.files().get(files.size()).name() + "` is new";
    }

    private static String digestOf(String file) {
      return "the digest of `" + file + "` differs";
    }
  }

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
      if (!List.of(SCHEMA, OLDER_SCHEMA).contains(root.text("schema"))) {
        throw root.require("schema").fault("expected `" + SCHEMA + "`");
      }
      Map<String, Entry> entries = new TreeMap<>();
      root.require("models").members().forEach((name, node) -> entries.put(name, entry(node)));
      return new LockFile(entries);
    }
  }

  private static Entry entry(JsonNode node) {
    return new Entry(
        node.text("version"), node.text("registry"), node.text("format", ""), files(node));
  }

  private static List<File> files(JsonNode node) {
    JsonNode main = node.find(MAIN_DIGEST);
    if (main != null) {
      return List.of(new File("", digest(main)));
    }
    List<File> files = new ArrayList<>();
    for (JsonNode file : node.require("files").items()) {
      JsonNode name = file.require("name");
      if (!ModelPackage.isFileName(name.text())) {
        throw name.fault("the name of a file has letters, digits, `.`, `_` and `-`");
      }
      files.add(new File(name.text(), digest(file.require(MAIN_DIGEST))));
    }
    if (files.isEmpty()) {
      throw node.require("files").fault("expected a file at least");
    }
    return files;
  }

  private static String digest(JsonNode node) {
    String digest = node.text().toLowerCase(Locale.ROOT);
    if (!ModelPackage.isDigest(digest)) {
      throw node.fault("a SHA-256 has 64 hexadecimal digits");
    }
    return digest;
  }

  public @Nullable Entry find(String name) {
    return entries.get(name);
  }

  /// A model by its name, with the version that the project uses, or the variant of one:
  /// `name@version`, `name@version+format`. The name alone where it uses none, or where a version
  /// is said already.
  public String pinned(String name) {
    Entry entry = entries.get(name);
    return entry == null ? name : name + "@" + Store.variantOf(entry.version, entry.format);
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
        write(each.getValue(), json);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void write(Entry entry, JsonGenerator json) throws IOException {
    json.writeStringField("version", entry.version());
    json.writeStringField("registry", entry.registry());
    json.writeStringField("format", entry.format());
    if (!entry.isComplete()) {
      json.writeStringField(MAIN_DIGEST, entry.files().getFirst().sha256());
      return;
    }
    json.writeArrayFieldStart("files");
    for (File file : entry.files()) {
      json.writeStartObject();
      json.writeStringField("name", file.name());
      json.writeStringField(MAIN_DIGEST, file.sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
