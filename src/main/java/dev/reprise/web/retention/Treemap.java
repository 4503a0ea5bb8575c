package dev.reprise.web.retention;

import java.util.ArrayList;
import java.util.List;

/** Lays weights out as rectangles of that area, as square as can be ("squarified", Bruls, Huizing, van Wijk 2000). */
final class Treemap {

    /** In units of the drawing. */
    record Tile(int x, int y, int width, int height) {}

    private final List<Tile> tiles = new ArrayList<>();
    private double x;
    private double y;
    private double width;
    private double height;

    private Treemap(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** @param weights the biggest first, none of them negative; one tile for each, in order */
    static List<Tile> of(List<Long> weights, int width, int height) {
        Treemap map = new Treemap(width, height);
        double all = weights.stream().mapToLong(Long::longValue).sum();
        double unit = all == 0 ? 0 : width * (double) height / all;
        List<Double> row = new ArrayList<>();
        for (long weight : weights) {
            double area = weight * unit;
            double side = Math.min(map.width, map.height);
            if (!row.isEmpty() && worst(row, area, side) > worst(row, 0, side)) {
                map.place(row);
                row.clear();
            }
            row.add(area);
        }
        map.place(row);
        return map.tiles;
    }

    /** The longest side ratio in a row along this side, with one more in it. */
    private static double worst(List<Double> row, double more, double side) {
        double sum = more;
        double most = more;
        double least = more == 0 ? Double.MAX_VALUE : more;
        for (double area : row) {
            sum += area;
            most = Math.max(most, area);
            least = Math.min(least, area);
        }
        double square = sum * sum;
        return square == 0 ? Double.MAX_VALUE : Math.max(side * side * most / square, square / (side * side * least));
    }

    private void place(List<Double> row) {
        double sum = row.stream().mapToDouble(Double::doubleValue).sum();
        boolean across = width < height;
        double side = across ? width : height;
        double thick = side == 0 ? 0 : sum / side;
        double at = 0;
        for (double area : row) {
            double length = thick == 0 ? 0 : area / thick;
            tiles.add(across ? tile(x + at, y, length, thick) : tile(x, y + at, thick, length));
            at += length;
        }
        if (across) {
            y += thick;
            height -= thick;
        } else {
            x += thick;
            width -= thick;
        }
    }

    private static Tile tile(double x, double y, double width, double height) {
        int left = (int) Math.round(x);
        int top = (int) Math.round(y);
        return new Tile(left, top, (int) Math.round(x + width) - left, (int) Math.round(y + height) - top);
    }
}
