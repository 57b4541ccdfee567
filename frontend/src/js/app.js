import "../css/app.css";
