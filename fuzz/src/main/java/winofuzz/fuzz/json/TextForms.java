package winofuzz.fuzz.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.CaseDocument;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.inputs.Selection;
import winofuzz.ir.DType;

/**
 * The types, besides enums, that documents have in another form than their components: most as one
 * text, and a case as a {@link CaseDocument}. The readers are those of the command line.
 */
final class TextForms {
  private static final List<TextForm<?>> ALL =
      List.of(
          new TextForm<>(LoweringPath.class, KnownNames::path, LoweringPath::label),
          new TextForm<>(InputDomain.class, KnownNames::domain, InputDomain::label),
          new TextForm<>(DType.class, KnownNames::dtype, DType::toString),
          new TextForm<>(Selection.class, KnownNames::selection, Selection::toString),
          new TextForm<>(Signature.class, Signature::parse, Signature::toString),
          new TextForm<>(Symptom.class, Symptom::parse, Symptom::label),
          new TextForm<>(Feature.class, Feature::parse, Feature::toString));

  private TextForms() {}

  /** A type whose values are written as one text. */
  private record TextForm<T>(
      Class<T> type, Function<String, T> reader, Function<T, String> writer) {

    void register(SimpleModule module) {
      module.addDeserializer(type, new TextReader<>(reader));
      module.addSerializer(type, new TextWriter<>(writer));
    }
  }

  /** Returns whether a type is read from one text. */
  static boolean contains(Class<?> type) {
    return ALL.stream().anyMatch(form -> form.type == type);
  }

  static SimpleModule module() {
    SimpleModule result = new SimpleModule("winofuzz");
    ALL.forEach(form -> form.register(result));
    result.addDeserializer(ConvCase.class, new CaseReader());
    result.addSerializer(ConvCase.class, new CaseWriter());
    return result;
  }

  private static final class TextReader<T> extends JsonDeserializer<T> {
    private final Function<String, T> reader;

    TextReader(Function<String, T> reader) {
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        return reader.apply(parser.getText());
      }
      return context.reportInputMismatch(String.class, "no text");
    }
  }

  private static final class TextWriter<T> extends JsonSerializer<T> {
    private final Function<T, String> writer;

    TextWriter(Function<T, String> writer) {
      this.writer = writer;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(writer.apply(value));
    }
  }

  private static final class CaseReader extends JsonDeserializer<ConvCase> {
    @Override
    public ConvCase deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.isExpectedStartObjectToken()) {
        return context.readValue(parser, CaseDocument.class).toCase();
      }
      return context.reportInputMismatch(ConvCase.class, "no object");
    }
  }

  private static final class CaseWriter extends JsonSerializer<ConvCase> {
    @Override
    public void serialize(ConvCase value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(CaseDocument.of(value), generator);
    }
  }
}
