import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs Neo4j Community in the folder HOME by its neo4j.conf, until the program that started it closes our input. */
public class Server {
    public static void main(String[] arguments) {
        var status = 1;
        try {
            run(Path.of(arguments[0]));
            status = 0;
        } catch (Exception error) {
            error.printStackTrace();
        }
        System.exit(status);
    }

    private static void run(Path home) throws Exception {
        var server = new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(home.resolve("neo4j.conf")).build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.database("system").executeTransactionally(
            "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
            Map.of("password", System.getenv("NEO4J_PASSWORD")));
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
