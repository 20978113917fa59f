package winofuzz.fuzz.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.Serial;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what the declarations of this project mean: a component of a record must be there
 * and not be null unless it is {@code @Nullable}, no element of a list or map is null, and an enum
 * that has a method {@code label()} is written and read as what that returns.
 */
final class DocumentIntrospector extends JacksonAnnotationIntrospector {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    return component(member)
        .map(c -> !isNullable(c))
        .orElseGet(() -> super.hasRequiredMarker(member));
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated member) {
    return component(member)
        .map(c -> JsonSetter.Value.construct(isNullable(c) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL))
        .orElseGet(() -> super.findSetterInfo(member));
  }

  @Override
  public Boolean hasAsValue(Annotated member) {
    boolean isLabel =
        member instanceof AnnotatedMethod method
            && method.getDeclaringClass().isEnum()
            && method.getParameterCount() == 0
            && method.getName().equals("label");
    return isLabel ? Boolean.TRUE : super.hasAsValue(member);
  }

  private static Optional<RecordComponent> component(Annotated member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner() instanceof AnnotatedConstructor constructor
        && constructor.getDeclaringClass().isRecord()) {
      RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
      return components.length == constructor.getParameterCount()
          ? Optional.of(components[parameter.getIndex()])
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Returns whether a component may be null, and so its key be missing. */
  static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
