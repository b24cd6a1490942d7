package dev.dreq.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DirectiveTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * What users can name is explained where they read it. Javadoc's own check would ask for tags too.
 */
class CommentsTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..", "..");
    private static final Set<Kind> INTERFACES = EnumSet.of(Kind.INTERFACE, Kind.ANNOTATION_TYPE);

    @Test
    void everyTypeAndMethodThatAModuleExportsHasAComment() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            javac.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of(),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources()));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            Set<String> exported = exported(units);
            assertTrue(exported.contains("dev.dreq.plugin"), "no module was read");

            Set<String> bare = new TreeSet<>();
            DocTrees comments = DocTrees.instance(task);
            for (CompilationUnitTree unit : units) {
                if (unit.getPackage() != null
                        && exported.contains(unit.getPackageName().toString())) {
                    new Bare(comments, bare).scan(unit, null);
                }
            }
            assertEquals(Set.of(), bare, "say in a /** comment */ what these are for");
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Set<String> exported(List<CompilationUnitTree> units) {
        Set<String> exported = new HashSet<>();
        for (CompilationUnitTree unit : units) {
            if (unit.getModule() != null) {
                for (DirectiveTree directive : unit.getModule().getDirectives()) {
                    if (directive instanceof ExportsTree exports) {
                        exported.add(exports.getPackageName().toString());
                    }
                }
            }
        }
        return exported;
    }

    /** Collects what is public and without a comment. */
    private static final class Bare extends TreePathScanner<Void, Void> {
        private final DocTrees comments;
        private final Set<String> bare;

        Bare(DocTrees comments, Set<String> bare) {
            this.comments = comments;
            this.bare = bare;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!visible(type.getModifiers())) {
                return null;
            }
            require(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        /** A constructor is explained by its type, an override by what it overrides. */
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean overrides =
                    method.getModifiers().getAnnotations().stream()
                            .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (visible(method.getModifiers()) && !overrides && method.getReturnType() != null) {
                require(method.getName().toString());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            return null;
        }

        private boolean visible(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            Tree around = getCurrentPath().getParentPath().getLeaf();
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (INTERFACES.contains(around.getKind()) && !flags.contains(Modifier.PRIVATE));
        }

        private void require(String name) {
            TreePath path = getCurrentPath();
            if (comments.getDocComment(path) == null) {
                CompilationUnitTree unit = path.getCompilationUnit();
                long line =
                        unit.getLineMap()
                                .getLineNumber(
                                        comments.getSourcePositions()
                                                .getStartPosition(unit, path.getLeaf()));
                bare.add(name + ", " + unit.getSourceFile().getName() + ":" + line);
            }
        }
    }
}
