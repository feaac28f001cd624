package io.merlon.server.arm;

import io.merlon.model.Value;
import io.merlon.server.odata.ODataException;
import io.merlon.server.odata.ODataFilter;
import io.merlon.store.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a request asks of a list's items. */
final class ListQuery {
  /** A page that finds nothing looks on for so many pages before it answers. */
  private static final int PAGES = 20;

  private ListQuery() {}

  /** The {@code $filter}; everything without one. */
  static Predicate<Value> filter(ArmRequest request) {
    return request
        .parameter("$filter")
        .filter(text -> !text.isBlank())
        .map(text -> read("$filter", text, ODataFilter::parse))
        .orElse(item -> true);
  }

  /** Reads a part of the query; a wrong one is refused with the place. */
  static <T> T read(String parameter, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (ODataException e) {
      throw ArmException.badRequest(
          "InvalidQueryParameterValue", parameter + ": " + e.getMessage());
    }
  }

  /** A whole list, filtered. */
  static ArmResponse list(ArmRequest request, List<? extends Value> items) {
    Predicate<Value> filter = filter(request);
    return ArmResponse.list(items.stream().filter(filter).toList());
  }

  /**
   * A page of a long list, filtered; it may hold fewer items than asked for and yet have a next.
   *
   * @param source gives the page after a position, of a size
   */
  static <T> ArmResponse page(
      ArmRequest request,
      BiFunction<String, Integer, Page<T>> source,
      Function<T, ? extends Value> item) {
    Predicate<Value> filter = filter(request);
    List<Value> items = new ArrayList<>();
    Optional<String> position = Optional.of(request.parameter("$skiptoken").orElse(""));
    for (int pages = 0; pages < PAGES && items.isEmpty() && position.isPresent(); pages++) {
      Page<T> page = source.apply(position.get(), request.pageSize());
      page.items().stream().<Value>map(item).filter(filter).forEach(items::add);
      position = page.next();
    }
    return ArmResponse.page(request, items, position);
  }
}
